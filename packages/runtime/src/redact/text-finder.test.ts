import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFinder } from './text-finder.js';

const WINDOW = 4;
// Few letters, so that words repeat and overlap.
const letters = (options: { minLength?: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'é'), ...options });

describe('the finder finds', () => {
  it('every character of every occurrence of every word, and no other', () => {
    fc.assert(
      fc.property(
        fc.array(letters({ minLength: WINDOW, maxLength: 9 }), { maxLength: 6 }),
        letters({ maxLength: 60 }),
        (words, text) => {
          const found = new Set<number>();
          for (const [start, end] of textFinder(words, WINDOW)(text)) {
            for (let index = start; index < end; index++) found.add(index);
          }
          expect([...found].toSorted((one, other) => one - other)).toEqual(coveredBy(words, text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('places in order, which do not overlap', () => {
    fc.assert(
      fc.property(fc.array(letters({ minLength: WINDOW, maxLength: 6 })), letters({ maxLength: 60 }), (words, text) => {
        const places = textFinder(words, WINDOW)(text);
        places.forEach(([start, end], index) => {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(places[index - 1]?.[1] ?? 0);
        });
      }),
    );
  });
});

/** The plain way: each word, at each place. */
function coveredBy(words: readonly string[], text: string): number[] {
  return [...text].flatMap((_, index) =>
    words.some((word) => [...word].some((_, offset) => index >= offset && text.startsWith(word, index - offset)))
      ? index
      : [],
  );
}
