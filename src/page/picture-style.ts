/** How pictures look: colours are those of the words beside them, on both grounds. */
export function pictureRules(): string {
	return RULES.trim();
}

const RULES = `
.picture { margin: .75rem 0 0; }
figcaption { margin-top: .35rem; color: var(--quiet); font-size: .875rem; }
.picture svg, .plot svg { display: block; }
.grid { stroke: var(--line); stroke-width: 1; }
.mark {
	fill: var(--quiet); font-size: 12px; font-variant-numeric: tabular-nums;
	paint-order: stroke; stroke: var(--ground); stroke-width: 3px; stroke-linejoin: round;
}
.median { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 5 4; opacity: .65; }
.outside { overflow: visible; }
.bar.done { fill: var(--done); }
.bar.error { fill: var(--error); }
.bar.fail { fill: var(--fail); }
.bar.running { fill: var(--running); }
a:hover > .bar { stroke: var(--text); stroke-width: 1.5; }
.on { fill: var(--on-bar); font-size: 12px; pointer-events: none; }
.point { stroke-width: 1; }
.point.done { fill: var(--done); }
.point.error { fill: var(--error); }
.point.fail { fill: none; stroke: var(--fail); stroke-width: 2.5; }
a:hover > .point { stroke: var(--text); stroke-width: 2; }
.key { white-space: nowrap; }
.key::before {
	content: ""; display: inline-block; width: .65rem; height: .65rem; margin-right: .3rem; border-radius: 2px;
}
.key.done::before { background: var(--done); }
.key.error::before { background: var(--error); }
.key.fail::before { background: var(--fail); }
.key.running::before { background: var(--running); }
.plot { width: 30%; min-width: 9rem; vertical-align: middle; }
@media (max-width: 54rem) { td.plot { display: block; width: auto; } td.plot::before { content: none; } }`;
