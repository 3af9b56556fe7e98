import { printable } from '@amplify-secrets/runtime/contract';

/**
 * HTML that goes into the page unescaped. Only `html` and the page's own style sheet make it: what only looks like markup, as data from a file
 * may, is escaped.
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

/** Builds HTML from strings, which it escapes, and from other markup. Lists are joined; `undefined` is left out. */
export function html(parts: TemplateStringsArray, ...children: readonly Child[]): Markup {
  return new Markup(parts.map((part, index) => part + write(children[index])).join(''));
}

/** A report that was read from a file may contain anything. */
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

/** Invisible characters are shown by their codes. */
function escaped(string: string): string {
  return printable(string).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
