import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { errorPage, ISSUES } from './error-page.js';

const root = join(import.meta.dirname, '../../../..');

it('leads to the heading of an error, in the repository that package.json names', () => {
  const { repository } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const [page, heading] = errorPage('SecretNotFoundError').split('#');
  expect(page).toBe(`${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/docs/errors.md`);
  expect(readFileSync(join(root, 'docs/errors.md'), 'utf8').toLowerCase()).toContain(`\n## ${heading}\n`);
});

it('names the page for faults that package.json names', () => {
  const { bugs } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  expect(ISSUES).toBe(typeof bugs === 'string' ? bugs : bugs.url);
});
