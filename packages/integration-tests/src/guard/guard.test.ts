import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.js';
import { findingsIn } from './fixture.js';
import { lookAlikes } from './look-alikes.js';
import { mistakesInDeclarations } from './mistakes-in-declarations.js';
import { mistakesInStatements } from './mistakes-in-statements.js';

describe('the guard', () => {
  const mistakes = [...mistakesInStatements, ...mistakesInDeclarations];

  it('is tested with more than 25 mistakes and 15 look-alikes, each with its own title', () => {
    expect(mistakes.length).toBeGreaterThan(25);
    expect(lookAlikes.length).toBeGreaterThan(15);
    for (const fixtures of [mistakes, lookAlikes])
      expect(new Set(fixtures.map(({ title }) => title)).size).toBe(fixtures.length);
  });

  it('is tested with a mistake for every finding in docs/guard.md', () => {
    const page = readFileSync(join(repositoryRoot, 'docs/guard.md'), 'utf8');
    const names = [...page.matchAll(/^## (\w+)$/gm)].flatMap(([, name]) => name ?? []);
    // AcceptanceStale is about the guard's own options.
    const found = new Set(mistakes.flatMap(({ finds }) => finds).concat('AcceptanceStale'));
    expect([...found].sort()).toEqual(names.sort());
  });

  for (const mistake of mistakes) {
    it(`finds a mistake: ${mistake.title}`, () => {
      expect(mistake.finds).not.toEqual([]);
      expect(findingsIn(mistake)).toEqual([...mistake.finds].sort());
    });
  }

  for (const lookAlike of lookAlikes) {
    it(`finds nothing in a look-alike: ${lookAlike.title}`, () => {
      expect(findingsIn(lookAlike)).toEqual([]);
    });
  }
});
