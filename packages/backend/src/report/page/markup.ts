/** HTML that is fit to stand in a page: all text in it is escaped. */
export interface Markup {
  readonly markup: string;
}

export type Child = string | number | Markup | undefined | readonly Child[];

/** Builds HTML out of text, which it escapes, and of other markup. Lists are joined, `undefined` is nothing. */
export function html(parts: TemplateStringsArray, ...children: readonly Child[]): Markup {
  return { markup: parts.map((part, index) => part + write(children[index])).join('') };
}

function write(child: Child): string {
  if (child === undefined) return '';
  if (typeof child === 'string' || typeof child === 'number') return escaped(String(child));
  return 'markup' in child ? child.markup : child.map(write).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Signs that one does not see, such as those that turn the direction of writing, are shown by their number. */
function escaped(text: string): string {
  return text
    .replace(/(?!\n)\p{C}/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
