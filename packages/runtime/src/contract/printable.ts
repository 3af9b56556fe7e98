/**
 * A text that a terminal only shows: control characters, and those that change the direction of writing, become their codes. Names, keys and
 * branches may contain them, and a terminal would obey them.
 */
export function printable(text: string): string {
  return text.replace(/(?!\n)\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
