import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../docs-page.test.support.js';
import { repositoryRoot } from '../repository.js';

const CANARIES = { API_KEY: 'canary-5d41402abc4b2a76', WEBHOOK_SECRET: 'canary-9d7183f16acce706' };
const MARK = '[redacted by amplify-secrets]';
const page = readFileSync(join(repositoryRoot, 'docs/logging.md'), 'utf8');

/** What the program beside this file printed, by the name of the way. */
const printed = (() => {
  const options = ['--conditions=@amplify-secrets/source', '--import=tsx'];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...options, 'ways-to-print.mjs'], {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, ...CANARIES },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const parts = stdout.split('\0').slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]));
})();

/** The rows of the page's tables: their cells, code without its quotes. */
const rows = page
  .split('\n')
  .filter((line) => /^\|.*`/.test(line))
  .map((line) => line.split(/(?<!\\) ?\| ?/).slice(1, -1));
const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const builtIn = rows
  .filter(([first]) => first?.startsWith('`'))
  .flatMap(([ways, shown = '']) => codeIn(ways).map((way) => [way, shown] as const));
const logged = rows
  .filter(([first]) => !first?.startsWith('`'))
  .flatMap(([name, call, shown = '', withRecipe = '']) => [
    [`${name}: ${codeIn(call)}`, shown] as const,
    [`${name}: ${codeIn(call)}, with the recipe`, withRecipe] as const,
  ]);

function shows(text: string | undefined): string {
  if (text === undefined) return 'is not tried';
  if (Object.values(CANARIES).some((canary) => text.includes(canary))) return 'the value';
  return text.includes(MARK) ? 'redacted' : 'nothing';
}

describe('Sec-R1: docs/logging.md says what each way of printing a secret shows', () => {
  it.each([...builtIn, ...logged])('says rightly that %s shows %s', (way, shown) => {
    expect(shows(printed.get(way)), printed.get(way)).toBe(shown);
  });

  it('names every way that is tried, and no other', () => {
    expect([...builtIn, ...logged].map(([way]) => way).toSorted()).toEqual([...printed.keys()].toSorted());
  });

  it('has a recipe with which no logger shows a value', () => {
    const recipes = logged.filter(([way]) => way.endsWith('with the recipe'));
    expect(recipes.length).toBeGreaterThan(10);
    for (const [way, shown] of recipes) expect(`${way}: ${shown}`).not.toContain('the value');
  });

  it('shows the recipes that are tried', () => {
    const recipes = blocksOf(page, 'js').map((block) => block.trim());
    const files = ['pino', 'winston', 'powertools', 'sentry', 'opentelemetry'].map((name) =>
      readFileSync(join(import.meta.dirname, `${name}.mjs`), 'utf8').trim(),
    );
    expect(recipes).toEqual(files);
  });
});

describe('print-leaks: docs/logging.md warns of what the redaction of console.log does not reach', () => {
  it.each(['console.dir(stripe)', 'console.table(stripe)'])('says that %s shows the value, as it does', (way) => {
    expect(shows(printed.get(way)), printed.get(way)).toBe('the value');
    expect(builtIn).toContainEqual([way, 'the value']);
  });

  it('says what Bun and Deno do, and that Bun shows a secret on a printed error', () => {
    expect(page).toMatch(/Bun and Deno treat `console\.table` as Node\.js does/);
    expect(page).toMatch(/Bun also shows the value where a printed error has it/);
  });
});
