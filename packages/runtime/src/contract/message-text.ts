/** A text as one writes it in TypeScript: `'main'`, and `"it's"` where the single quote will not do. */
export function quoted(text: string): string {
  return /['\\]|\p{Cc}/u.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** A property's name as one writes it in an object: `prod`, `'pre-prod'`. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** What a message says of a name or a pattern it was given: what one would not see in a text is escaped. */
export function shown(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value);
  const text = value.length > 80 ? `${value.slice(0, 77)}…` : value;
  return `"${text.replace(/(?! )[\p{C}\p{Z}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)}"`;
}

/** What a message says of anything that could be a secret's value: never the text itself. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a value of type ${typeof value}`;
}

/**
 * Whether `value` is an object made of its own keys alone. A class instance or a Map is none, nor is a literal with a key
 * `__proto__`, which JavaScript takes for the prototype. Holds across realms, where `Object.prototype` is another one.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
