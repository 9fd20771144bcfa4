/** Man pages as text: the few requests of man(7) that catq's pages need. */

/** Any text, so that nothing in it is read as a request. */
export function plain(text: string): string {
	return text
		.replaceAll("\\", "\\e")
		.replaceAll("-", "\\-")
		.replaceAll("^", "\\(ha")
		.replaceAll("~", "\\(ti")
		.replaceAll("`", "\\(ga")
		.replace(/^(?=[.'])/gm, "\\&");
}

export function title(page: string, about: string, version: string): string {
	const [name = "", section = ""] = page.split(".");
	return [
		`.TH "${plain(name.toUpperCase())}" ${section} "" "catq ${plain(version)}" "catq"`,
		".SH NAME",
		`${plain(name)} \\- ${plain(about)}`,
	].join("\n");
}

export function section(name: string, ...parts: readonly string[]): string {
	return [`.SH "${plain(name.toUpperCase())}"`, ...parts].join("\n");
}

export function part(name: string, ...parts: readonly string[]): string {
	return [`.SS "${plain(name)}"`, ...parts].join("\n");
}

export function paragraph(text: string): string {
	return `.PP\n${plain(text)}`;
}

/** A word in bold, and below it, further in, what it means. */
export function entry(word: string, ...means: readonly string[]): string {
	return [".TP", `\\fB${plain(word)}\\fR`, ...means].join("\n");
}

/** Below an entry, further in. */
export function within(...parts: readonly string[]): string {
	return parts.length === 0 ? "" : [".RS", ...parts, ".RE"].join("\n");
}

/** Lines as they are. */
export function lines(text: string): string {
	return `.PP\n.nf\n${plain(text)}\n.fi`;
}

export function page(...parts: readonly string[]): string {
	return `${parts.filter((one) => one !== "").join("\n")}\n`;
}
