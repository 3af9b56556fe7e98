import { compare, type Place, type Word } from './word.js';

export interface WordFinder {
  readonly add: (text: string) => void;
  /** Takes back one `add` of the same text. */
  readonly remove: (text: string) => void;
  /** The places of all occurrences, in order, overlapping ones joined. */
  readonly find: (text: string) => Place[];
}

// Hashes of two characters each.
const TABLE_SIZE = 1 << 16;

/**
 * Finds every occurrence of any of many words in a text. Each word has `window` characters or more. `count` is called with how many
 * characters were looked at.
 *
 * Of each word one window is looked for, as Wu and Manber do: by the last two characters of a place in the text it is known how far
 * on a window could begin at the earliest, so most characters are never looked at. Where a window stands, its word is compared. A
 * word's window is one that no other word had before, so that words which begin alike are not all compared wherever one begins.
 */
export function wordFinder(window: number, count: (steps: number) => void = () => {}): WordFinder {
  const words = new Map<string, Word>();
  const byWindow = new Map<string, Word[]>();
  // How many characters further on a window could end, by the two characters that end here.
  const skips = new Uint8Array(TABLE_SIZE).fill(window - 1);
  let removed = 0;
  let search = 0;

  const windowOf = (word: Word) => word.text.slice(word.window, word.window + window);
  const skipAt = (text: string, end: number) => skips[slotOf(text, end)] ?? 0;

  function noteSkips(word: Word): void {
    for (let end = 1; end < window; end++) {
      const slot = slotOf(word.text, word.window + end);
      skips[slot] = Math.min(skips[slot] ?? 0, window - 1 - end);
    }
  }

  /** Moves the window on, behind what the word has in common with those that had it before, as far as there is room. */
  function chooseWindow(word: Word): void {
    for (;;) {
      const other = byWindow.get(windowOf(word))?.[0];
      if (other === undefined) return;
      let shared = window;
      const isShared = () => word.text[word.window + shared] === other.text[other.window + shared];
      while (word.window + shared < word.text.length && isShared()) shared++;
      count(shared);
      if (word.window + shared >= word.text.length) return;
      word.window += shared - window + 1;
    }
  }

  /** Whether a window may end here, as far as the table knows. */
  function mayEndAt(text: string, end: number): boolean {
    for (let before = 1; before < window - 1; before++) {
      if (skipAt(text, end - before) > before) return false;
    }
    return true;
  }

  return {
    add: (text) => {
      const known = words.get(text);
      if (known !== undefined) {
        known.uses++;
        return;
      }
      const word: Word = { text, uses: 1, window: 0, borders: undefined, search, at: 0, matched: 0 };
      words.set(text, word);
      chooseWindow(word);
      const others = byWindow.get(windowOf(word));
      if (others === undefined) byWindow.set(windowOf(word), [word]);
      else others.push(word);
      noteSkips(word);
    },
    remove: (text) => {
      const word = words.get(text);
      if (word === undefined || --word.uses > 0) return;
      words.delete(text);
      const key = windowOf(word);
      const others = byWindow.get(key)?.filter((other) => other !== word) ?? [];
      if (others.length > 0) byWindow.set(key, others);
      else byWindow.delete(key);
      // What it left in the table costs time alone.
      if (++removed <= words.size) return;
      removed = 0;
      skips.fill(window - 1);
      words.forEach(noteSkips);
    },
    find: (text) => {
      const places: Place[] = [];
      search++;
      let steps = 0;
      for (let end = window - 1; end < text.length; ) {
        const last = end;
        const skip = skipAt(text, last);
        end += skip || 1;
        steps++;
        if (skip > 0) continue;
        steps += window;
        if (!mayEndAt(text, last)) continue;
        const start = end - window;
        const candidates = byWindow.get(text.slice(start, end));
        if (candidates === undefined) continue;
        for (const word of candidates) {
          if (word.search !== search) word.at = 0;
          word.search = search;
          steps += 1 + compare(word, text, start - word.window, (place) => join(places, place));
        }
      }
      count(steps);
      return places.length > 1 ? joined(places) : places;
    },
  };
}

function slotOf(text: string, end: number): number {
  return (text.charCodeAt(end - 1) * 31 + text.charCodeAt(end) * 257) & (TABLE_SIZE - 1);
}

/** In order, overlapping places as one. */
export function joined(places: readonly Place[]): Place[] {
  const all: Place[] = [];
  for (const place of places.toSorted(([one], [other]) => one - other)) join(all, place);
  return all;
}

/** Adds a place, or extends the last one with it where it begins within that. */
function join(places: Place[], place: Place): void {
  const last = places.at(-1);
  if (last === undefined || place[0] < last[0] || place[0] >= last[1]) places.push(place);
  else last[1] = Math.max(last[1], place[1]);
}
