import { describe, expect, it } from 'vitest';
import { ANY, ANY_IN_SEGMENT, globMatches, literal, ONE, ONE_IN_SEGMENT } from './glob.js';
import { readPolicyText } from './policy-text.js';

const matches = (pattern: string, text: string) =>
  globMatches(readPolicyText(pattern, { wildcards: 'any' }).glob, text);

describe('globMatches', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['abc', 'Abc', false],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'anything:at/all', true],
    ['a*', 'a', true],
    ['a*c', 'abbbc', true],
    ['a*c', 'abbbcd', false],
    ['*a*', 'bab', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a??', 'ab', false],
    ['?*', '', false],
    ['*?', 'a', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*bc', 'abcbc', true],
    ['a.c', 'abc', false],
    ['?', '😀', true],
    ['a\n*', 'a\nb', true],
  ])('compares %j with %j: %j', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('keeps segment wildcards from crossing a colon', () => {
    expect(globMatches([ANY_IN_SEGMENT], 'a/b')).toBe(true);
    expect(globMatches([ANY_IN_SEGMENT], 'a:b')).toBe(false);
    expect(globMatches([ONE_IN_SEGMENT], ':')).toBe(false);
    expect(globMatches([ANY], 'a:b') && globMatches([ONE], ':')).toBe(true);
    expect(globMatches([ANY_IN_SEGMENT, ...literal(':b')], 'a:b')).toBe(true);
  });

  it('agrees with a plain recursive matcher on every short pattern and string', () => {
    const words = (alphabet: string, length: number): string[] =>
      length === 0 ? [''] : words(alphabet, length - 1).flatMap((word) => ['', ...alphabet].map((next) => word + next));
    const slow = (pattern: string, text: string): boolean => {
      if (pattern === '') return text === '';
      if (pattern[0] === '*') return slow(pattern.slice(1), text) || (text !== '' && slow(pattern, text.slice(1)));
      return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && slow(pattern.slice(1), text.slice(1));
    };
    const texts = [...new Set(words('ab', 4))];
    for (const pattern of new Set(words('ab*?', 4))) {
      for (const text of texts) {
        if (matches(pattern, text) !== slow(pattern, text)) expect.fail(`${pattern} against ${text}`);
      }
    }
  });

  it('does not backtrack on a hostile pattern', () => {
    const pattern = `${'a*'.repeat(200)}b`;
    expect(matches(pattern, 'a'.repeat(2000))).toBe(false);
    expect(matches(pattern, `${'a'.repeat(2000)}b`)).toBe(true);
  });
});
