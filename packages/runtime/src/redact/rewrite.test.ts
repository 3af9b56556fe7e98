import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewrite } from './rewrite.js';

describe('rewrite', () => {
  const dropDashes = (text: string) => rewrite(text, /-+/g, () => '');
  const letterFor = (text: string) => rewrite(text, /\([a-z]\)/g, (part) => part.charAt(1).toUpperCase().repeat(2));

  it('returns the text with its parts replaced', () => {
    expect(dropDashes('-a--b-').text).toBe('ab');
    expect(letterFor('x(a)y(b)').text).toBe('xAAyBB');
  });

  it('finds the places of the text in the source, without what was dropped around them', () => {
    expect(dropDashes('-a--b-').toSource([[0, 2]])).toEqual([[1, 5]]);
    expect(
      dropDashes('-a--b-').toSource([
        [0, 1],
        [1, 2],
      ]),
    ).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });

  it('finds a replaced part as a whole', () => {
    expect(letterFor('x(a)y(b)').toSource([[2, 5]])).toEqual([[1, 8]]);
    expect(letterFor('x(a)y(b)').toSource([[0, 1]])).toEqual([[0, 1]]);
    expect(letterFor('x(a)y(b)').toSource([[3, 4]])).toEqual([[4, 5]]);
  });

  it('widens places of the source to whole parts', () => {
    expect(letterFor('x(a)y(b)').widen([[2, 6]])).toEqual([[1, 8]]);
    expect(
      letterFor('x(a)y(b)').widen([
        [0, 1],
        [4, 5],
      ]),
    ).toEqual([
      [0, 1],
      [4, 5],
    ]);
  });

  it('finds in the source exactly what the text has in each place', () => {
    const source = fc.array(fc.constantFrom('a', 'b', '(c)', '(d)', 'e')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(source, fc.nat(30), fc.nat(30), (text, start, length) => {
        const rewritten = rewrite(text, /\([a-z]\)/g, (part) => part.charAt(1).toUpperCase());
        const end = Math.min(start + length + 1, rewritten.text.length);
        if (start >= end) return;
        const [place] = rewritten.toSource([[start, end]]);
        const expected = rewritten.text.slice(start, end).replace(/[CD]/g, (letter) => `(${letter.toLowerCase()})`);
        expect(text.slice(...(place ?? []))).toBe(expected);
        expect(rewritten.widen([place ?? [0, 1]])).toEqual([place]);
      }),
    );
  });
});
