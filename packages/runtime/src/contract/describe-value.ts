/** A name or a pattern for a message, with invisible characters escaped; the kind of anything that is not a string. */
export function describeName(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value);
  const name = value.length > 80 ? `${value.slice(0, 77)}…` : value;
  return `"${name.replace(/(?! )[\p{C}\p{Z}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)}"`;
}

/** What a message says of anything that could be a secret's value: its kind alone. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a string' : `a value of type ${typeof value}`;
}
