import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outlineOf } from './docs-page.test.support.js';
import { repositoryRoot } from './repository.js';

/** A page in Japanese, and the English one that it says again. Those of the examples have tests of their own. */
const PAIRS: readonly (readonly [japanese: string, english: string])[] = [
  ['README.ja.md', 'README.md'],
  ...readdirSync(join(repositoryRoot, 'docs/ja')).map((file) => [`docs/ja/${file}`, `docs/${file}`] as const),
];

describe.each(PAIRS)('%s', (japanese, english) => {
  it(`has the headings and the code of ${english}`, () => {
    expect(outlineOf(read(japanese))).toEqual(outlineOf(read(english)));
  });

  it('links to the page in English, which links back', () => {
    expect(read(japanese)).toMatch(/^\[English\]\([\w./]*\)/m);
    expect(read(english)).toMatch(/\[日本語\]\([\w./]*\)/);
  });
});

describe('the pages in Japanese', () => {
  it('are those that a newcomer reads', () => {
    expect(PAIRS.map(([page]) => page)).toEqual(
      expect.arrayContaining(['README.ja.md', 'docs/ja/why.md', 'docs/ja/start.md', 'docs/ja/concepts.md']),
    );
  });
});

function read(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}
