import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BACKEND_ERROR_NAMES } from '@amplify-secrets/backend';
import { CLI_ERROR_NAMES } from '@amplify-secrets/cli/errors';
import { LOCAL_ERROR_NAMES } from '@amplify-secrets/local';
import { DECLARATION_ERROR_NAMES, READING_ERROR_NAMES, ROTATION_ERROR_NAMES } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

const page = readFileSync(join(repositoryRoot, 'docs/errors.md'), 'utf8');
const sections = page.split(/^## (?=\w+Error$)/m).slice(1);

describe('docs/errors.md', () => {
  it('has a heading for every error name, in the order of the lists, and for no other name', () => {
    expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toEqual([
      ...DECLARATION_ERROR_NAMES,
      ...BACKEND_ERROR_NAMES,
      ...READING_ERROR_NAMES,
      ...ROTATION_ERROR_NAMES,
      ...LOCAL_ERROR_NAMES,
      ...CLI_ERROR_NAMES,
    ]);
  });

  it.each(sections.map((section) => section.split('\n')))(
    'says when it happens and how to resolve it: %s',
    (...lines) => {
      expect(lines.filter((line) => line !== '').length).toBeGreaterThanOrEqual(3);
    },
  );
});
