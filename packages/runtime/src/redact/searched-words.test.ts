import { describe, expect, it } from 'vitest';
import { searchedWords } from './searched-words.js';

describe('Sec-R6: searchedWords of escapes within escapes', () => {
  const wordsOf = (depth: number) =>
    searchedWords({ version: undefined, text: `%${'25'.repeat(depth)}-and-more`, bytes: undefined });

  it('are no more for a longer value, since a text is unescaped eight times at most', () => {
    expect(wordsOf(20_000).size).toBe(wordsOf(50).size);
  });

  it('are the value as it is, and unescaped as often as a text is', () => {
    for (let times = 0; times <= 8; times++) expect(wordsOf(50)).toContain(`%${'25'.repeat(50 - times)}-and-more`);
  });
});
