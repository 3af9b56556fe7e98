/**
 * HTML that is fit to stand in a page as it is. Made by `html` alone, and of the page's own style sheet: what merely looks like markup, as
 * data read from a file may, is text.
 */
export class Markup {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  static is(value: unknown): value is Markup {
    return typeof value === 'object' && value !== null && #html in value;
  }

  toString(): string {
    return this.#html;
  }
}

export type Child = string | number | Markup | undefined | readonly Child[];

/** Builds HTML out of text, which it escapes, and of other markup. Lists are joined, `undefined` is nothing. */
export function html(parts: TemplateStringsArray, ...children: readonly Child[]): Markup {
  return new Markup(parts.map((part, index) => part + write(children[index])).join(''));
}

/** A report that was read from a file may hold anything at all. */
function write(child: unknown): string {
  if (child === undefined || child === null) return '';
  if (Markup.is(child)) return child.toString();
  if (Array.isArray(child)) return child.map(write).join('');
  return escaped(typeof child === 'object' ? JSON.stringify(child) : String(child));
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
