/** The source of a regular expression for a pattern of IAM: `*` is any text, `?` one character. */
export function wildcardSource(pattern: string): string {
  return pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
}
