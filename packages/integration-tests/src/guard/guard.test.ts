import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.js';
import { type Fixture, findingsIn } from './fixture.js';

describe('the guard finds what people get wrong', () => {
  const mistakes = fixturesIn('mistakes');

  it('in more than 25 ways', () => {
    expect(mistakes.length).toBeGreaterThan(25);
  });

  it('with a mistake for every finding of its page', async () => {
    const page = readFileSync(join(repositoryRoot, 'docs/guard.md'), 'utf8');
    const names = [...page.matchAll(/^## (\w+)$/gm)].flatMap(([, name]) => name ?? []);
    const found = (await Promise.all(mistakes.map(mistakeIn))).flatMap(({ finds }) => finds);
    // No mistake in a backend, but in the guard's own options.
    expect([...new Set([...found, 'AcceptanceStale'])].sort()).toEqual(names.sort());
  });

  it.each(mistakes)('%s', async (file) => {
    const mistake = await mistakeIn(file);
    expect(mistake.finds).not.toEqual([]);
    expect(findingsIn(mistake)).toEqual([...mistake.finds].sort());
  });
});

describe('the guard is silent on what only looks like it', () => {
  const lookAlikes = fixturesIn('look-alikes');

  it('in more than 15 ways', () => {
    expect(lookAlikes.length).toBeGreaterThan(15);
  });

  it.each(lookAlikes)('%s', async (file) => {
    const { lookAlike } = (await import(join(import.meta.dirname, file))) as { readonly lookAlike: Fixture };
    expect(findingsIn(lookAlike)).toEqual([]);
  });
});

async function mistakeIn(file: string): Promise<Fixture> {
  const { mistake } = (await import(join(import.meta.dirname, file))) as { readonly mistake: Fixture };
  return mistake;
}

function fixturesIn(folder: string): string[] {
  return readdirSync(join(import.meta.dirname, folder)).map((file) => `${folder}/${file}`);
}
