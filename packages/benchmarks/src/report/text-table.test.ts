import { describe, expect, it } from 'vitest';
import { textTable } from './text-table.js';

describe('textTable', () => {
  it('puts the first column to the left and the others to the right', () => {
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
