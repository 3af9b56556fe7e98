import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { measure } from './measure.js';
import { table } from './table.js';

let measured: string;
beforeAll(async () => {
  measured = table(await measure());
});

it.each(['README.md', 'README.ja.md'])('measures what is in the table of %s', (page) => {
  expect(exactRows(measured)).toHaveLength(7);
  const inPage = exactRows(readFileSync(page, 'utf8'));
  expect(inPage).toEqual(expect.arrayContaining([...exactRows(measured)]));
});

/** The numbers of each row, but for the connections: how many there are depends on how fast the machine is. */
function exactRows(page: string): readonly string[] {
  return page
    .split('\n')
    .filter((line) => /^\| .*( \| (\d[\d.]*|yes|no)){4} \|$/.test(line) && !/connections|接続/.test(line))
    .map((line) => line.split(' | ').slice(1).join(' '));
}
