import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

const { concepts }: { readonly concepts: (language: 'en' | 'ja') => string } = await import(
  pathToFileURL(join(repositoryRoot, 'scripts/pictures/concepts.mjs')).href
);

describe('the picture of docs/concepts.md', () => {
  it.each([
    ['en', 'concepts.svg'],
    ['ja', 'concepts.ja.svg'],
  ] as const)('is what npm run pictures writes: %s', (language, file) => {
    expect(readFileSync(join(repositoryRoot, 'docs/images', file), 'utf8')).toBe(concepts(language));
  });
});
