/** One piece of a page made like another: what is the same stays where it is, with what a person did to it. */

/** What is filled by itself, and not by the page. */
const OWN = ["log", "live"];
/** What a person may have changed, and is theirs since. */
const THEIRS: Readonly<Record<string, readonly string[]>> = {
	DETAILS: ["open"],
	INPUT: ["checked"],
	OPTION: ["selected"],
};

/** Makes what is shown like what it shall be, by as few changes as there are. */
export function morph(shown: Element, wanted: Element): void {
	if (OWN.includes(shown.id)) return;
	if (shown !== document.body) attributes(shown, wanted);
	const coming = [...wanted.childNodes];
	const keys = new Set(coming.map(keyOf));
	let at = shown.firstChild;
	for (const child of coming) {
		while (at !== null && !keys.has(keyOf(at))) at = removed(at);
		const same = sameFrom(at, keyOf(child));
		if (same === undefined) shown.insertBefore(child, at);
		else {
			if (same === at) at = at.nextSibling;
			else shown.insertBefore(same, at);
			become(same, child);
		}
	}
	while (at !== null) at = removed(at);
}

function become(shown: ChildNode, wanted: ChildNode): void {
	if (shown instanceof Element && wanted instanceof Element)
		morph(shown, wanted);
	else if (shown.nodeValue !== wanted.nodeValue)
		shown.nodeValue = wanted.nodeValue;
}

function attributes(shown: Element, wanted: Element): void {
	const theirs = THEIRS[shown.nodeName] ?? [];
	const isOurs = ({ name }: Attr) => !theirs.includes(name);
	for (const { name } of [...shown.attributes].filter(isOurs))
		if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
	for (const { name, value } of [...wanted.attributes].filter(isOurs))
		if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
}

function removed(node: ChildNode): ChildNode | null {
	const next = node.nextSibling;
	node.remove();
	return next;
}

function sameFrom(from: ChildNode | null, key: string): ChildNode | undefined {
	for (let at = from; at !== null; at = at.nextSibling)
		if (keyOf(at) === key) return at;
	return undefined;
}

/** A row is the same as long as it is about the same; all else where it is of the same kind. */
function keyOf(node: Node): string {
	if (!(node instanceof Element)) return node.nodeName;
	if (node.id !== "") return `#${node.id}`;
	switch (node.nodeName) {
		case "SECTION":
			return `SECTION ${node.className} ${node.querySelector("h2")?.textContent}`;
		// Who is about to press one shall not press another.
		case "BUTTON":
			return `BUTTON ${node.getAttribute("value")}`;
		case "TR":
		case "a":
			return `${node.nodeName} ${targetOf(node)}`;
		case "LI":
			return `LI ${targetOf(node) ?? node.textContent}`;
		default:
			return node.nodeName;
	}
}

function targetOf(node: Element): string | null | undefined {
	const link = node.matches("a") ? node : node.querySelector("a");
	return link?.getAttribute("href");
}
