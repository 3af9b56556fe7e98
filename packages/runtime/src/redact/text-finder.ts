/** A place in a text: from, and up to but not including, an index. */
export type Place = [start: number, end: number];

// Hashes of two characters each.
const TABLE_SIZE = 1 << 16;

/**
 * Finds every occurrence of any of many words in a text, overlapping ones joined. Each word has `window` characters or more.
 *
 * Wu and Manber's search: by the last two characters of a window it knows how far on a word could begin at the earliest, so that most
 * characters are never looked at, however many words there are.
 */
export function textFinder(words: Iterable<string>, window: number): (text: string) => Place[] {
  const skip = new Uint8Array(TABLE_SIZE).fill(window - 1);
  const wordsByStart = new Map<string, string[]>();
  for (const word of words) {
    for (let end = 1; end < window; end++) {
      const slot = slotOf(word, end);
      skip[slot] = Math.min(skip[slot] ?? 0, window - 1 - end);
    }
    const start = word.slice(0, window);
    const siblings = wordsByStart.get(start);
    if (siblings === undefined) wordsByStart.set(start, [word]);
    else siblings.push(word);
  }
  for (const siblings of wordsByStart.values()) siblings.sort((one, other) => other.length - one.length);

  return (text) => {
    const places: Place[] = [];
    for (let end = window - 1; end < text.length; ) {
      const step = skip[slotOf(text, end)] ?? 0;
      end += step || 1;
      if (step > 0) continue;
      const start = end - window;
      const longest = wordsByStart.get(text.slice(start, end))?.find((word) => text.startsWith(word, start));
      if (longest === undefined) continue;
      const last = places.at(-1);
      if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], start + longest.length);
      else places.push([start, start + longest.length]);
    }
    return places;
  };
}

function slotOf(text: string, end: number): number {
  return (text.charCodeAt(end - 1) * 31 + text.charCodeAt(end) * 257) & (TABLE_SIZE - 1);
}
