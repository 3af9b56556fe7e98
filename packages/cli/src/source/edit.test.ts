import { describe, expect, it } from 'vitest';
import { applyEdits } from './edit.js';

describe('applyEdits', () => {
  it('replaces ranges in any order, and leaves every other character as it is', () => {
    const text = '\uFEFFone\r\n\ttwo // é\r\nthree';
    const edits = [
      { start: text.indexOf('three'), end: text.length, text: '3' },
      { start: 1, end: 4, text: '1' },
      { start: 1, end: 1, text: '0 ' },
    ];
    expect(applyEdits(text, edits)).toBe('\uFEFF0 1\r\n\ttwo // é\r\n3');
  });

  it('refuses ranges that overlap', () => {
    expect(() =>
      applyEdits('abcd', [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ]),
    ).toThrow(RangeError);
  });
});
