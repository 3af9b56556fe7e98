import type { HeldWatcher } from '../reading/cache.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { REDACTED } from '../values/protect.js';
import { unbroken, unescaped, withoutPlus } from './escapes.js';
import { ESCAPE_DEPTH, LEAST_LENGTH, searchedWords } from './searched-words.js';
import type { Place } from './word.js';
import { joined, wordFinder } from './word-finder.js';

/**
 * Scrubs from a text what is held now. A value is prepared once, when the first text comes after it, and forgotten when it is dropped.
 * `count` is called with how many characters were looked at.
 */
export function redactor(
  watch: (watcher: HeldWatcher) => void,
  count: (steps: number) => void = () => {},
): (text: string) => string {
  const finder = wordFinder(LEAST_LENGTH, count);
  const fresh = new Set<RawSecret>();
  const prepared = new Map<RawSecret, ReadonlySet<string>>();
  watch({
    hold: (raw) => fresh.add(raw),
    drop: (raw) => {
      fresh.delete(raw);
      prepared.get(raw)?.forEach(finder.remove);
      prepared.delete(raw);
    },
  });

  function prepare(): void {
    for (const raw of fresh) {
      const words = searchedWords(raw);
      prepared.set(raw, words);
      words.forEach(finder.add);
    }
    fresh.clear();
  }

  /** Where a word stands in a text, as it is or escaped. An escape of which a part is found is found as a whole. */
  function placesIn(text: string, depth: number): Place[] {
    count(text.length);
    const whole = unbroken(text);
    const found = finder.find(withoutPlus(whole?.text ?? text));
    const places = whole?.toSource(found) ?? found;
    const inner = depth < ESCAPE_DEPTH ? unescaped(text) : undefined;
    if (inner === undefined) return places;
    return joined([...inner.widen(places), ...inner.toSource(placesIn(inner.text, depth + 1))]);
  }

  return (text) => {
    if (fresh.size > 0) prepare();
    if (prepared.size === 0) return text;
    let redacted = '';
    let from = 0;
    for (const [start, end] of placesIn(text, 0)) {
      redacted += text.slice(from, start) + markerOf(text.slice(start, end));
      from = end;
    }
    return from === 0 ? text : redacted + text.slice(from);
  };
}

/** For a whole JSON object or list a JSON text: where one stands unquoted, the line may be JSON itself, and still has to be read. */
function markerOf(found: string): string {
  if (!/^[[{]/.test(found)) return REDACTED;
  try {
    JSON.parse(found);
    return `"${REDACTED}"`;
  } catch {
    return REDACTED;
  }
}
