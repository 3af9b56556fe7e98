/** From, and up to but not including, an index of a text. */
export type Place = [start: number, end: number];

/** What is looked for, and how far the search under way has compared it. */
export interface Word {
  readonly text: string;
  /** How often it was added and not removed. */
  uses: number;
  /** Where its window begins. */
  window: number;
  /** For each of its beginnings, the length of the longest other one that it ends with. Made when it is first needed. */
  borders: Int32Array | undefined;
  /** Which search it is that the word was last compared in. */
  search: number;
  /** The text has been compared up to here, and before here stand the first `matched` characters of the word. */
  at: number;
  matched: number;
}

/**
 * Compares a word with a text until it is known whether it stands at `start`, and takes up the comparison where the last one ended
 * (Knuth, Morris and Pratt): each character is looked at once, however often the word may begin. Returns how many it looked at.
 */
export function compare(word: Word, text: string, start: number, found: (place: Place) => void): number {
  const { length } = word.text;
  if (start < 0 || start + length > text.length) return 0;
  if (word.at <= start) {
    word.at = start;
    word.matched = 0;
  }
  const from = word.at;
  word.borders ??= bordersOf(word.text);
  while (word.at - word.matched <= start && word.at < text.length) {
    word.matched = extend(word.text, word.borders, word.matched, text.charCodeAt(word.at++));
    if (word.matched === length) found([word.at - length, word.at]);
  }
  return word.at - from;
}

function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length + 1);
  for (let end = 1; end < text.length; end++) {
    borders[end + 1] = extend(text, borders, borders[end] ?? 0, text.charCodeAt(end));
  }
  return borders;
}

/** The longest beginning of the text that ends with this character, where one of length `matched` stood before it. */
function extend(text: string, borders: Int32Array, matched: number, character: number): number {
  while (matched > 0 && text.charCodeAt(matched) !== character) matched = borders[matched] ?? 0;
  return text.charCodeAt(matched) === character ? matched + 1 : 0;
}
