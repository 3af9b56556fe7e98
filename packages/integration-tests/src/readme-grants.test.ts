import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as kit from '@amplify-secrets/backend';
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { App, Stack } from 'aws-cdk-lib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFunction } from './proof/make-grantee.js';
import { repositoryRoot } from './repository.js';

/** The declaration of the README, with the secrets that its examples name. */
const secrets = defineSecrets({
  app: 'myapp',
  environments: {
    prod: 'main',
    staging: ['staging', 'release/*'],
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    upworkTokens: jsonSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});

const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
/** Each example that grants to a function, without its imports. */
const examples = [...readme.matchAll(/```ts\n(?!\/\/ amplify\/)([\s\S]*?)```/g)]
  .map(([, code = '']) => code.replaceAll(/^import .*\n/gm, '').trim())
  .filter((code) => code.includes('(backend.fn, '));

/** Runs an example under the guard at its strictest, which makes every warning of it an error, and returns what is printed. */
function printed(code: string, type: string, namespace: string, name: string): string {
  const context = {
    'amplify-backend-type': type,
    'amplify-backend-namespace': namespace,
    'amplify-backend-name': name,
  };
  const app = new App({ context });
  const stack = new Stack(app, 'amplify');
  kit.configureGuard(stack, { guard: 'error' });
  const lambda = makeFunction(stack, 'fn');
  const fn = {
    resources: { lambda },
    addEnvironment: (key: string, value: string) => void lambda.addEnvironment(key, value),
  };
  const backend = { stack, fn };
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const values = { ...kit, secrets, backend };
  new Function(...Object.keys(values), code)(...Object.values(values));
  // An example grants what it shows; other examples grant the rest.
  kit.grantSecretRead(lambda, kit.allSecrets(secrets));
  app.synth();
  return lines.mock.calls.map(([line]) => String(line)).join('');
}

afterEach(() => void vi.restoreAllMocks());

describe('the grants in the README', () => {
  it('are several, of reading, writing and patterns', () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.join('\n')).toMatch(/grantSecretReadWrite\([\s\S]*secretsMatching\(/);
  });

  it.each([
    ['main', 'branch', 'd1a2b3', 'main'],
    ['a branch of an environment that several share', 'branch', 'd1a2b3', 'release/7'],
    ['a preview', 'branch', 'd1a2b3', 'pr-7'],
    ['a sandbox', 'sandbox', 'my-app', 'jan'],
  ])('synthesise without a warning on %s', (_what, type, namespace, name) => {
    for (const code of examples) expect(printed(code, type, namespace, name)).not.toContain('Warning');
  });
});
