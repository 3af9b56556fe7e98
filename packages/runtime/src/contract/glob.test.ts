import { describe, expect, it } from 'vitest';
import { isGlobSubset, matchesGlob } from './glob.js';
import { seeded } from './random.test.support.js';

/** The textbook table: does pattern[0..p] match text[0..t]? */
function matchesByTable(pattern: string, text: string): boolean {
  let row = Array.from({ length: text.length + 1 }, (_, t) => t === 0);
  for (const character of pattern.split('')) {
    const next: boolean[] = [];
    for (let t = 0; t <= text.length; t++) {
      const before = t > 0;
      next.push(
        character === '*'
          ? row[t] === true || (before && next[t - 1] === true)
          : before && row[t - 1] === true && text[t - 1] === character,
      );
    }
    row = next;
  }
  return row[text.length] === true;
}

function stringsOf(alphabet: string, longest: number): string[] {
  const all = [''];
  for (let from = 0, length = 0; length < longest; length++) {
    const to = all.length;
    for (; from < to; from++) for (const character of alphabet) all.push(`${all[from]}${character}`);
  }
  return all;
}

describe('matchesGlob', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'Main', false],
    ['main', 'mainx', false],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'feature/a/b', true],
    ['release/*', 'release/', true],
    ['release/*', 'release/1/2', true],
    ['release/*', 'release', false],
    ['*-hotfix', 'a-hotfix-hotfix', true],
    ['a*b*c', 'abbc', true],
    ['a*b*c', 'acb', false],
    ['a.c', 'abc', false],
    ['a?c', 'abc', false],
    ['[ab]', 'a', false],
  ])('matches %j against %j: %j', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('agrees with the table for every pattern and string of a small alphabet', () => {
    const subjects = stringsOf('ab', 6);
    let matched = 0;
    for (const pattern of stringsOf('ab*', 5)) {
      for (const text of subjects) {
        const expected = matchesByTable(pattern, text);
        if (expected) matched++;
        if (matchesGlob(pattern, text) !== expected) expect.fail(`${pattern} on ${text} should be ${expected}`);
      }
    }
    expect(matched).toBeGreaterThan(1000);
  });

  it('agrees with the table for long random patterns and strings', () => {
    const random = seeded(1);
    for (let round = 0; round < 3000; round++) {
      const pattern = random.text(['a', 'b', '*', '/', 'é', '😀'], 20);
      const text = pattern.replaceAll('*', () => random.text(['a', 'b', '/', 'é', '😀'], 6));
      const other = random.text(['a', 'b', '/', 'é', '😀'], 30);
      expect(matchesGlob(pattern, text), `${pattern} on ${text}`).toBe(true);
      expect(matchesGlob(pattern, other), `${pattern} on ${other}`).toBe(matchesByTable(pattern, other));
    }
  });

  it('takes time bounded by the product of the lengths, whatever the pattern', () => {
    // A backtracking matcher would need more steps here than there are atoms; this one returns.
    expect(matchesGlob(`${'a*'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
    expect(matchesGlob(`${'*'.repeat(5000)}b`, 'a'.repeat(2000))).toBe(false);
    expect(matchesGlob(`${'*a'.repeat(500)}*`, 'a'.repeat(2000))).toBe(true);
  });
});

describe('isGlobSubset', () => {
  it('is true exactly when the wide glob matches every string that the narrow one matches', () => {
    // No pattern contains `q`, so what a star matches cannot be matched by anything but a star.
    const subjects = stringsOf('abq', 6);
    const random = seeded(2);
    let covered = 0;
    for (let round = 0; round < 1500; round++) {
      const wide = random.text(['a', 'b', '*', '*'], 5);
      const narrow = random.text(['a', 'b', '*'], 5);
      const expected = subjects.every((text) => !matchesByTable(narrow, text) || matchesByTable(wide, text));
      if (expected) covered++;
      expect(isGlobSubset(narrow, wide), `${narrow} within ${wide}`).toBe(expected);
    }
    expect(covered).toBeGreaterThan(100);
  });
});
