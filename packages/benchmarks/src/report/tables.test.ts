import { describe, expect, it } from 'vitest';
import { markdownTable, textTable } from './tables.js';

describe('textTable', () => {
  it('aligns the first column to the left and the others to the right', () => {
    const table = textTable({
      columns: ['', 'calls'],
      rows: [
        ['ours', '1'],
        ['a longer name', '100'],
      ],
    });
    expect(table).toBe(
      ['               calls', '────────────────────', 'ours               1', 'a longer name    100'].join('\n'),
    );
  });
});

describe('markdownTable', () => {
  it('escapes the bars within cells', () => {
    expect(markdownTable({ columns: ['', 'calls'], rows: [['a | b', '1']] })).toBe(
      ['|  | calls |', '| --- | ---: |', '| a \\| b | 1 |'].join('\n'),
    );
  });
});
