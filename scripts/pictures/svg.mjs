// Shapes and text as an SVG that follows the reader's dark or light setting, on a background of its own: readable wherever it is shown.

const STYLE = `
  .back { fill: #ffffff; stroke: #d0d7de }
  .box { fill: #f6f8fa; stroke: #d0d7de }
  .accent { fill: #eef4ff; stroke: #7aa7f0 }
  .line { stroke: #57606a; fill: none; stroke-width: 1.5 }
  .head { fill: #57606a }
  text { font: 15px system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; fill: #1f2328 }
  .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "Noto Sans Mono CJK JP", monospace; font-size: 14px }
  .small { font-size: 13px }
  .strong { font-weight: 600 }
  .quiet { fill: #57606a }
  .end { text-anchor: end }
  .middle { text-anchor: middle }
  text.good { fill: #116329 }
  text.bad { fill: #a40e26 }
  line.good { stroke: #1a7f37; stroke-width: 2 }
  line.bad { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 4 }
  @media (prefers-color-scheme: dark) {
    .back { fill: #161b22; stroke: #3d444d }
    .box { fill: #21262d; stroke: #3d444d }
    .accent { fill: #14233d; stroke: #316dca }
    .line { stroke: #9198a1 }
    .head { fill: #9198a1 }
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    text.good { fill: #56d364 }
    text.bad { fill: #ff7b72 }
    line.good { stroke: #3fb950 }
    line.bad { stroke: #f85149 }
  }
`;

export function svg({ width, height, title }) {
  const parts = [];
  return {
    box: (x, y, w, h, kind = '') =>
      parts.push(`<rect class="box ${kind}" x="${x}" y="${y}" width="${w}" height="${h}" rx="8"/>`),
    text: (x, y, text, kind = 'body') =>
      parts.push(`<text class="${kind}" x="${x}" y="${y}" xml:space="preserve">${escaped(text)}</text>`),
    line: (x1, y1, x2, y2, kind = 'line') =>
      parts.push(`<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`),
    arrow: (x1, y1, x2, y2) =>
      parts.push(`<line class="line" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" marker-end="url(#head)"/>`),
    end: () =>
      `${[
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
        `<title id="title">${escaped(title)}</title>`,
        `<style>${STYLE}</style>`,
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8Z"/></marker></defs>',
        `<rect class="back" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>`,
        ...parts,
        '</svg>',
      ].join('\n')}\n`,
  };
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
