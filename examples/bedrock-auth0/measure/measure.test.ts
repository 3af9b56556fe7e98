import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { measure } from './measure.js';
import { table } from './table.js';

let measured: string;
beforeAll(async () => {
  measured = table(await measure());
});

it.each(['README.md', 'README.ja.md'])('measures what is in the table of %s', (page) => {
  expect(rowsOf(measured)).toHaveLength(9);
  expect(rowsOf(readFileSync(page, 'utf8'))).toEqual(rowsOf(measured));
});

/** The values of each row. */
function rowsOf(page: string): readonly string[] {
  return page
    .split('\n')
    .filter((line) => /^\| .*( \| (\d[\d.]*|yes|no)){5} \|$/.test(line))
    .map((line) => line.split(' | ').slice(1).join(' '));
}
