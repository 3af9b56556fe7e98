import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeDescriptor } from '../contract/descriptor.js';
import { environmentOf } from '../contract/environments.js';
import { isSecretsError } from '../contract/errors.js';
import { checkSecretPattern } from '../contract/patterns.js';
import { defineSecrets } from './define-secrets.js';
import { jsonSecret, textSecret } from './secret.js';
import type { SecretOptions } from './secret-options.js';

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

/** The message shown under a heading, without the backslashes that Markdown needs. */
function documented(name: string): string | undefined {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${name}\n`));
  return /^> (.*)$/m.exec(section ?? '')?.[1]?.replaceAll('\\', '');
}

const declare = (key: string, options?: SecretOptions) =>
  defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { [key]: textSecret(options) } });

describe('the example in docs/errors.md', () => {
  it.each([
    ['AppNameInvalidError', () => defineSecrets({ app: 'My App', environments: {}, secrets: {} })],
    [
      'EnvironmentInvalidError',
      () =>
        defineSecrets({
          app: 'myapp',
          // @ts-expect-error: a typo, which JavaScript lets through
          environments: { preview: { branches: 'pr-*', stor: 'amplify' } },
          secrets: {},
        }),
    ],
    [
      'EnvironmentUnreachableError',
      () => defineSecrets({ app: 'myapp', environments: { dev: '*', staging: 'release/*' }, secrets: {} }),
    ],
    [
      'BranchUnmatchedError',
      () => environmentOf({ prod: 'main' }, { type: 'branch', namespace: 'd123abc', name: 'feature/checkout' }),
    ],
    ['SecretNameInvalidError', () => declare('stripe', { name: 'my secret' })],
    [
      'SecretNameTakenError',
      () =>
        defineSecrets({
          app: 'myapp',
          environments: { prod: 'main' },
          secrets: { apiKey: textSecret(), 'api-key': textSecret() },
        }),
    ],
    ['SandboxSecretNameInvalidError', () => declare('github/token')],
    ['SecretDefinitionInvalidError', () => jsonSecret(['a', 'a'])],
    ['SecretPatternInvalidError', () => checkSecretPattern('github-?')],
    ['DescriptorMissingError', () => decodeDescriptor(undefined)],
    ['DescriptorInvalidError', () => decodeDescriptor('{"v":2}')],
  ])('is the message of %s', (name, act) => {
    try {
      act();
    } catch (error) {
      if (!isSecretsError(error)) throw error;
      expect(error.name).toBe(name);
      expect(error.message).toBe(documented(name));
      return;
    }
    expect.fail('nothing was thrown');
  });
});
