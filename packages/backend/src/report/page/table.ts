import { type Child, html, type Markup } from './markup.js';

export interface TableCell {
  readonly content: Child;
  /** Left out where the table is stacked on a narrow screen. */
  readonly nothing?: boolean;
}

export interface TableRow {
  readonly head: Child;
  readonly cells: readonly (Child | TableCell)[];
}

export interface Table {
  /** The name of the scrolling region. */
  readonly label: string;
  readonly caption: Child;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Whether its first column stays visible while the others scroll. */
  readonly matrix?: boolean;
}

/**
 * A table that scrolls where it is too wide, and is stacked row by row on a narrow screen. Its ARIA roles are written out, since browsers
 * may drop them when `display` changes.
 */
export function table({ label, caption, columns, rows, matrix }: Table): Markup {
  return html`<div class="wide stacks${matrix ? ' matrix' : ''}" role="region" aria-label="${label}" tabindex="0">
<table role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => tableRow(row, columns))}</tbody>
</table>
</div>
`;
}

function tableRow({ head, cells }: TableRow, columns: readonly string[]): Markup {
  return html`
<tr role="row"><th scope="row" role="rowheader">${head}</th>${cells.map((cell, index) => {
    const { content, nothing } = isCell(cell) ? cell : { content: cell };
    return html`<td role="cell" data-column="${columns[index + 1]}"${nothing ? html` class="nothing"` : ''}>${content}</td>`;
  })}</tr>`;
}

function isCell(cell: Child | TableCell): cell is TableCell {
  return typeof cell === 'object' && 'content' in cell;
}
