import { describe, expect, it } from 'vitest';
import { codeStyleOf } from '../amplify-project/code-style.js';
import type { SecretUse } from '../amplify-project/secret-use.js';
import { source, typescript } from '../source/source.test.support.js';
import { declarationSource } from './declaration-source.js';

const DECLARATION = {
  app: 'shop',
  environments: {
    prod: 'main',
    staging: ['staging', 'release/*'],
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: [
    { key: 'stripe', fields: ['apiKey', 'web-hook'], names: { prod: 'stripe/live' }, uses: [] },
    { key: 'slackToken', fields: undefined, names: { sandbox: 'SLACK_TOKEN' }, uses: [] },
    { key: 'login', fields: [], names: {}, uses: [] },
  ],
} as const;

const SOURCE = `import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

/** The secrets of the app, without their values: backend.ts grants them, handlers read them. */
export const secrets = defineSecrets({
  app: 'shop',
  environments: {
    prod: 'main',
    staging: ['staging', 'release/*'],
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: {
    stripe: jsonSecret(['apiKey', 'web-hook'], { name: { prod: 'stripe/live' } }),
    slackToken: textSecret({ name: { sandbox: 'SLACK_TOKEN' } }),
    login: jsonSecret<Record<string, unknown>>(),
  },
});
`;

describe('declarationSource', () => {
  it('declares app, environments and secrets', () => {
    expect(declarationSource(DECLARATION, codeStyleOf(typescript, source('')))).toBe(SOURCE);
  });

  it('says that the kind of a secret is a guess, where no code reads it', () => {
    const granted = {
      store: 'secrets-manager',
      name: 'shop/prod/database',
      file: 'amplify/backend.ts',
      line: 9,
    } as const;
    const database = { key: 'database', fields: undefined, names: {} };
    const sourceOf = (...uses: readonly SecretUse[]) =>
      declarationSource({ ...DECLARATION, secrets: [{ ...database, uses }] }, codeStyleOf(typescript, source('')));
    const guess = "    database: textSecret(), // No code reads it. If its value is JSON: jsonSecret(['field'])\n";
    expect(sourceOf(granted)).toContain(guess);
    expect(sourceOf(granted, { ...granted, isRead: true })).toContain('    database: textSecret(),\n');
    expect(sourceOf({ ...granted, store: 'amplify' })).toContain('    database: textSecret(),\n');
  });

  it('is in the style of the project', () => {
    const style = codeStyleOf(typescript, source('import { a } from "a"\r\n\r\nf({\r\n\ta,\r\n})\r\n'));
    const expected = SOURCE.replaceAll("'", '"').replaceAll('  ', '\t').replaceAll(';', '').replaceAll('\n', '\r\n');
    expect(declarationSource(DECLARATION, style)).toBe(expected);
  });
});
