import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isSecretsError } from '../contract/errors.js';
import { envSecret } from './env-secret.js';

const PLACEHOLDER = '<value will be resolved during runtime>';
const config = (places: unknown) =>
  vi.stubEnv('AMPLIFY_SSM_ENV_CONFIG', typeof places === 'string' ? places : JSON.stringify(places));
const branch = {
  path: '/amplify/d123/main-branch-0123456789/STRIPE_KEY',
  sharedPath: '/amplify/shared/d123/STRIPE_KEY',
};

afterEach(() => {
  vi.unstubAllEnvs();
});

function refusal(name: string) {
  try {
    envSecret(name);
  } catch (error) {
    if (isSecretsError(error)) return { name: error.name, message: error.message, resolution: error.resolution };
    throw error;
  }
  return expect.fail('a value was returned');
}

describe('envSecret', () => {
  it('returns the value of the variable at each call', () => {
    vi.stubEnv('API_KEY', 'one');
    expect(envSecret('API_KEY')).toBe('one');
    vi.stubEnv('API_KEY', 'two');
    expect(envSecret('API_KEY')).toBe('two');
  });

  it.each([
    [undefined, 'not set'],
    ['', 'empty'],
  ])('throws EnvSecretMissingError for %j', (value, what) => {
    vi.stubEnv('API_KEY', value);
    expect(refusal('API_KEY')).toEqual({
      name: 'EnvSecretMissingError',
      message: `The environment variable API_KEY is ${what}.`,
      resolution:
        "In the function's resource.ts write: defineFunction({ environment: { API_KEY: secret('API_KEY') } }).",
    });
  });
});

describe('the placeholder of Amplify', () => {
  it('is refused in a branch, with the place in the console', () => {
    vi.stubEnv('API_KEY', PLACEHOLDER);
    config({ API_KEY: branch });
    expect(refusal('API_KEY')).toEqual({
      name: 'EnvSecretUnresolvedError',
      message: `Amplify has not resolved API_KEY: the Amplify secret "STRIPE_KEY" is not set (looked in ${branch.path} and ${branch.sharedPath}), or this code ran before Amplify's start-up code.`,
      resolution:
        'In the Amplify console, open the app, Hosting, Secrets, and set "STRIPE_KEY" for this branch or for all branches; then deploy again.',
    });
  });

  it('is refused in a sandbox, with the ampx command', () => {
    vi.stubEnv('API_KEY', PLACEHOLDER);
    config({ API_KEY: { path: '/amplify/web/alice-sandbox-0123456789/STRIPE_KEY' } });
    expect(refusal('API_KEY').resolution).toBe('Run: npx ampx sandbox secret set STRIPE_KEY');
  });

  it('is refused with the other variable when two have the same secret', () => {
    vi.stubEnv('FIRST', 'sk_live_CANARY');
    vi.stubEnv('SECOND', PLACEHOLDER);
    config({ FIRST: branch, SECOND: branch });
    expect(envSecret('FIRST')).toBe('sk_live_CANARY');
    const refused = refusal('SECOND');
    expect(refused).toMatchObject({
      name: 'EnvSecretUnresolvedError',
      resolution: "Read envSecret('FIRST') instead, and delete SECOND from the function's environment.",
    });
    expect(JSON.stringify(refused)).not.toContain('CANARY');
    vi.stubEnv('FIRST', PLACEHOLDER);
    for (const name of ['FIRST', 'SECOND']) expect(refusal(name).message).toContain('"STRIPE_KEY" is not set');
  });

  it.each([
    undefined,
    '',
    'no JSON',
    'null',
    '[]',
    '{"API_KEY":null}',
    '{"API_KEY":{"path":5}}',
    '{"OTHER":{"path":"/a/b"}}',
  ])('is refused with the name of the variable where the configuration is %s', (text) => {
    vi.stubEnv('API_KEY', PLACEHOLDER);
    vi.stubEnv('AMPLIFY_SSM_ENV_CONFIG', text);
    expect(refusal('API_KEY')).toEqual({
      name: 'EnvSecretUnresolvedError',
      message: `Amplify has not resolved API_KEY: the Amplify secret "API_KEY" is not set, or this code ran before Amplify's start-up code.`,
      resolution: 'Run: npx ampx sandbox secret set API_KEY',
    });
  });

  it('is refused with the message in docs/errors.md', () => {
    const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
    vi.stubEnv('API_KEY', PLACEHOLDER);
    config({
      API_KEY: { path: '/amplify/d123/main-branch-abc/STRIPE_KEY', sharedPath: '/amplify/shared/d123/STRIPE_KEY' },
    });
    expect(page).toContain(`> ${refusal('API_KEY').message}`);
  });
});
