import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { measure } from './measure.js';
import { table } from './table.js';

/** How many connections are opened depends on how fast the machine is. */
const exactRows = (page: string) =>
  page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| connections'));

it.each(['README.md', 'README.ja.md'])('measures what is in the table of %s', async (page) => {
  const rows = exactRows(table(await measured));
  const numbersOf = (row: string) => row.split(' | ').slice(1);
  const inPage = exactRows(readFileSync(page, 'utf8')).map(numbersOf);
  expect(inPage).toEqual(expect.arrayContaining(rows.slice(1).map(numbersOf)));
});

const measured = measure();
