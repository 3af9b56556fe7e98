/** The page's only style sheet. Colours keep a contrast of 4.5 in light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --panel: #f6f7f9; --text: #1b1f24; --quiet: #555f6b; --line: #d3d9e0; --focus: #0a58ca;
  --read: #0b4a94; --read-back: #e2efff; --write: #774100; --write-back: #ffefd2;
  --alarm: #8f1a12; --alarm-back: #ffe4e1; --doubt: #5a3d9e; --doubt-back: #f0ebff; --calm: #1c5e33; --calm-back: #e0f4e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --panel: #1c2129; --text: #e8ebef; --quiet: #a7b0bc; --line: #38414d; --focus: #8cbcff;
    --read: #a6d0ff; --read-back: #16324f; --write: #ffd28a; --write-back: #43300f;
    --alarm: #ffb8b0; --alarm-back: #4c1b18; --doubt: #cfbdff; --doubt-back: #322650; --calm: #a3e0b8; --calm-back: #173824;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
header, main, footer { max-width: 84rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem); }
header { padding-top: 2.5rem; }
footer { padding-bottom: 3rem; color: var(--quiet); }
h1 { font-size: clamp(1.6rem, 5vw, 2.25rem); line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: clamp(1.25rem, 4vw, 1.6rem); margin: 0; line-height: 1.25; }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
a { color: var(--focus); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--page); z-index: 2; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
section.deployment { margin-top: 3.5rem; padding-top: 1.5rem; border-top: 3px solid var(--text); }
.wide { position: relative; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; max-width: 100%; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding: .6rem .9rem; caption-side: bottom; border-top: 1px solid var(--line); }
th, td { text-align: left; vertical-align: top; padding: .55rem .9rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; background: var(--panel); font-weight: 600; vertical-align: bottom; overflow-wrap: anywhere; min-width: 7rem; }
tbody th { font-weight: 600; background: var(--page); min-width: 14rem; }
code { font: .85em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
tbody th code { display: block; font-weight: 400; color: var(--quiet); }
tbody th .note { display: block; font-weight: 400; font-size: .85em; color: var(--quiet); }
.pre { white-space: pre-line; }
.mark { display: inline-block; padding: 0 .5em; border-radius: 4px; font-size: .9rem; font-weight: 600; margin: 0 .25rem .15rem 0; }
.read { color: var(--read); background: var(--read-back); }
.write { color: var(--write); background: var(--write-back); }
.alarm { color: var(--alarm); background: var(--alarm-back); box-shadow: inset 0 0 0 1px currentColor; }
.doubt { color: var(--doubt); background: var(--doubt-back); box-shadow: inset 0 0 0 1px currentColor; }
.calm { color: var(--calm); background: var(--calm-back); }
.none { color: var(--quiet); }
summary { cursor: pointer; }
td > details[open] { min-width: min(26rem, 74vw); }
.statement { margin: .6rem 0 .3rem; padding: .1rem 0 .1rem .8rem; border-left: 3px solid var(--line); }
.statement dt { font-size: .8rem; color: var(--quiet); margin-top: .35rem; }
.statement dd { margin: 0; }
ul.plain { list-style: none; padding: 0; margin: 0; }
.findings > li { border: 1px solid var(--line); border-left-width: 5px; border-radius: 6px; padding: .7rem 1rem; margin: .6rem 0; overflow-wrap: anywhere; }
.findings > li.is-error { border-left-color: var(--alarm); }
.findings > li.is-warning { border-left-color: var(--write); }
.findings p { max-width: none; margin: .3rem 0; }
@media (min-width: 44.01rem) {
  .matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; z-index: 1; border-right: 1px solid var(--line); }
}
@media (max-width: 44rem) {
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks table, .stacks tbody, .stacks tr, .stacks th, .stacks td, .stacks caption { display: block; min-width: 0; }
  .stacks tbody tr { border-top: 1px solid var(--line); padding: .5rem 0; }
  .stacks tbody tr:first-child { border-top: 0; }
  .stacks th, .stacks td { border: 0; padding: .25rem .9rem; overflow-wrap: anywhere; }
  .stacks td::before { content: attr(data-column); display: block; font-size: .8rem; color: var(--quiet); }
  .stacks td.nothing { display: none; }
  td > details[open] { min-width: 0; }
}
@media print {
  :root { color-scheme: light; }
  .skip, nav { display: none; }
  .wide { overflow: visible; border: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  tr, .findings > li { break-inside: avoid; }
}
`;
