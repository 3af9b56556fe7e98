import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordFinder } from './word-finder.js';

const WINDOW = 4;
// Few letters, so that words repeat and overlap.
const letters = (options: { minLength?: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'é'), ...options });
const someWords = fc.array(letters({ minLength: WINDOW, maxLength: 9 }), { maxLength: 6 });

/** The plain way: each word, at each place. */
function coveredBy(words: readonly string[], text: string): number[] {
  return [...text].flatMap((_, index) =>
    words.some((word) => [...word].some((_, offset) => index >= offset && text.startsWith(word, index - offset)))
      ? index
      : [],
  );
}

function finderOf(words: readonly string[]) {
  const steps = { preparing: 0, finding: 0 };
  let phase: keyof typeof steps = 'preparing';
  const finder = wordFinder(WINDOW, (count) => {
    steps[phase] += count;
  });
  words.forEach(finder.add);
  phase = 'finding';
  return { ...finder, steps };
}

/** The indices of all characters in the places found. */
const covered = (places: readonly (readonly [number, number])[]) =>
  places.flatMap(([start, end]) => Array.from({ length: end - start }, (_, offset) => start + offset));

describe('wordFinder', () => {
  it('finds every character of every occurrence of every word, and no other', () => {
    fc.assert(
      fc.property(someWords, letters({ maxLength: 60 }), (words, text) => {
        expect(covered(finderOf(words).find(text))).toEqual(coveredBy(words, text));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds what is left after words were added and removed in any order', () => {
    fc.assert(
      fc.property(
        someWords,
        fc.array(fc.tuple(fc.boolean(), fc.nat(5)), { maxLength: 30 }),
        letters({ maxLength: 60 }),
        (pool, changes, text) => {
          const finder = finderOf([]);
          const uses = new Map<string, number>();
          for (const [isAdded, index] of changes) {
            const word = pool[index];
            if (word === undefined || (!isAdded && !uses.get(word))) continue;
            finder[isAdded ? 'add' : 'remove'](word);
            uses.set(word, (uses.get(word) ?? 0) + (isAdded ? 1 : -1));
          }
          const words = [...uses].flatMap(([word, count]) => (count > 0 ? word : []));
          expect(covered(finder.find(text))).toEqual(coveredBy(words, text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('returns places in order that do not overlap', () => {
    fc.assert(
      fc.property(someWords, letters({ maxLength: 60 }), (words, text) => {
        const places = finderOf(words).find(text);
        places.forEach(([start, end], index) => {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(places[index - 1]?.[1] ?? 0);
        });
      }),
    );
  });

  it('ignores the removal of a word that it does not have', () => {
    const finder = finderOf(['abcdef']);
    finder.remove('abcdefg');
    expect(finder.find('abcdefg')).toEqual([[0, 6]]);
  });
});

describe('Sec-R6: wordFinder takes steps in proportion to the text and to the words', () => {
  const repeated = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const template = JSON.stringify({ type: 'service_account', project: 'my-project', scopes: ['a', 'b'], key: '' });
  const tenants = (beginning: string) =>
    Array.from({ length: 200 }, (_, index) => `${beginning}${String(index).padStart(6, 'b')}`);

  it.each<[string, readonly string[], string]>([
    ['one letter, over and over', ['a'.repeat(3_000)], 'a'],
    ['one letter, with another at the end of the word', [`${'a'.repeat(3_000)}b`], 'a'],
    ['a word that repeats itself', [`${'abcab'.repeat(600)}c`], 'abcab'],
    ['many words with one long beginning', tenants('a'.repeat(300)), 'a'],
    ['many words with one template', tenants(template), template],
    ['words that are the beginnings of others', ['abcd'.repeat(100), 'abcd'.repeat(200), 'abcd'.repeat(300)], 'abcd'],
    ['random words', tenants('x7Kd0q'), 'the quick brown fox jumps over the lazy dog '],
  ])('finds in linear time in a text made of %s', (_, words, unit) => {
    const stepsFor = (length: number) => {
      const finder = finderOf(words);
      finder.find(repeated(unit, length));
      return finder.steps.finding;
    };
    const [one, four] = [stepsFor(20_000), stepsFor(80_000)];
    expect(one).toBeLessThan(20_000 * 20);
    expect(four / one).toBeGreaterThan(3.5);
    expect(four / one).toBeLessThan(4.5);
  });

  it('compares a word only where its own window stands, however many words begin alike', () => {
    const stepsAmong = (count: number) => {
      const finder = finderOf(tenants('sk_live_').slice(0, count));
      finder.find('sk_live_'.repeat(1_000));
      return finder.steps.finding;
    };
    expect(stepsAmong(200)).toBeLessThan(stepsAmong(20) * 1.2);
  });

  it.each<[string, (index: number) => string]>([
    ['alike from the beginning', (index) => `${'a'.repeat(500)}${index}`],
    ['with one template', (index) => `${template}${index}`.repeat(2)],
    ['nested', (index) => 'ab'.repeat(10 + index)],
  ])('prepares in linear time words that are %s', (_, wordAt) => {
    const wordsOf = (count: number) => Array.from({ length: count }, (_, index) => wordAt(index));
    const stepsPerCharacter = (count: number) =>
      finderOf(wordsOf(count)).steps.preparing / wordsOf(count).join('').length;
    for (const count of [10, 100, 400]) expect(stepsPerCharacter(count)).toBeLessThan(10);
  });
});
