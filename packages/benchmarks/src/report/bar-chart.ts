import type { Plot } from '../section.js';

const WIDTH = 780;
const LABEL_WIDTH = 300;
const VALUE_WIDTH = 110;
const ROW = 30;
const TOP = 48;

/** Horizontal bars as an SVG that follows the reader's light or dark scheme. Negative values have no bar. */
export function barChart({ title, bars, isLogarithmic = false }: Plot): string {
  const room = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
  const values = bars.map(({ value }) => (Number.isFinite(value) ? Math.max(value, 0) : 0));
  const scale = isLogarithmic ? logarithmic(values) : linear(values);
  const height = TOP + bars.length * ROW + 12;
  const rows = bars.map(({ label, text, isOurs }, index) => {
    const y = TOP + index * ROW;
    const length = round(scale(values[index] ?? 0) * room);
    const kind = isOurs ? 'ours' : 'other';
    return [
      `<text class="label ${kind}" x="${LABEL_WIDTH - 10}" y="${y + 16}" text-anchor="end">${escaped(label)}</text>`,
      `<rect class="${kind}" x="${LABEL_WIDTH}" y="${y + 2}" width="${length}" height="${ROW - 10}" rx="3"/>`,
      `<text class="value" x="${LABEL_WIDTH + length + 8}" y="${y + 16}">${escaped(text)}</text>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>
text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328; }
.title { font-weight: 600; }
.value { fill: #59636e; font-variant-numeric: tabular-nums; }
text.ours { font-weight: 600; }
rect.ours { fill: #0969da; }
rect.other { fill: #afb8c1; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.value { fill: #9198a1; }
rect.ours { fill: #4493f8; }
rect.other { fill: #4c5561; }
}
</style>
<text class="title" x="12" y="26">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`;
}

function linear(values: readonly number[]): (value: number) => number {
  const most = Math.max(...values, Number.MIN_VALUE);
  return (value) => value / most;
}

/** From a tenth below the smallest value, so that it has a bar too. */
function logarithmic(values: readonly number[]): (value: number) => number {
  const positive = values.filter((value) => value > 0);
  const least = Math.log(Math.min(...positive) / 10);
  const most = Math.log(Math.max(...positive));
  return (value) => (value > 0 ? (Math.log(value) - least) / (most - least) : 0);
}

const round = (value: number) => Math.round(value * 10) / 10;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
