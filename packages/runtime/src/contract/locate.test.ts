import { describe, expect, it } from 'vitest';
import type { SecretNameOption } from './definition.js';
import type { Environment } from './environments.js';
import { preProd, preview, prod, sandbox, text } from './example-names.test.support.js';
import { prefixedNameIn, secretNameIn } from './locate.js';
import { makeReference, type SecretSet } from './secret-set.js';
import { undeclaredReference } from './undeclared-reference.js';

const setOf = (names: Record<string, SecretNameOption | undefined>): SecretSet => ({
  app: 'myapp',
  environments: { prod: 'main' },
  definitions: Object.fromEntries(Object.entries(names).map(([key, name]) => [key, text(name)])),
});
const reference = (key: string, name?: SecretNameOption, undeclared = false) =>
  (undeclared ? undeclaredReference : makeReference)(setOf({ [key]: name }), key, text(name));
const nameIn = (environment: Environment, key: string, name?: SecretNameOption) =>
  secretNameIn(environment, reference(key, name));

describe('the name of a secret in AWS Secrets Manager', () => {
  it('is <app>/<environment>/<key in kebab-case> by default', () => {
    expect(nameIn(prod, 'slackSigningSecret')).toBe('myapp/prod/slack-signing-secret');
    expect(nameIn({ name: 'sandbox', store: 'secrets-manager' }, 'stripe')).toBe('myapp/sandbox/stripe');
  });

  it('is the declared name, with every {environment} filled in', () => {
    expect(nameIn(prod, 'stripe', 'legacy')).toBe('legacy');
    expect(nameIn(prod, 'stripe', '{environment}/x-{environment}')).toBe('prod/x-prod');
  });

  it('is the name for that environment, and the default in the others', () => {
    const name = { prod: 'upwork-oauth-tokens', sandbox: 'UPWORK' };
    expect(nameIn(prod, 'upwork', name)).toBe('upwork-oauth-tokens');
    expect(nameIn(preProd, 'upwork', name)).toBe('myapp/pre-prod/upwork');
  });

  it('never comes from a property of every object', () => {
    const inherited: Environment = { name: 'constructor', store: 'secrets-manager' };
    expect(nameIn(inherited, 'stripe', { prod: 'x' })).toBe('myapp/constructor/stripe');
  });

  it('ends with what secretNamed was given, as written', () => {
    expect(secretNameIn(prod, reference('gitHub_Acme', undefined, true))).toBe('myapp/prod/gitHub_Acme');
  });
});

describe('the name of an Amplify secret', () => {
  it('is the key as written', () => {
    expect(nameIn(sandbox, 'slackSigningSecret')).toBe('slackSigningSecret');
    expect(nameIn(preview, '__proto__')).toBe('__proto__');
  });

  it('is the name for that environment alone', () => {
    expect(nameIn(sandbox, 'stripe', { sandbox: 'STRIPE', preview: 'X' })).toBe('STRIPE');
    expect(nameIn(preview, 'stripe', { sandbox: 'STRIPE' })).toBe('stripe');
    expect(nameIn(sandbox, 'stripe', 'legacy/{environment}')).toBe('stripe');
  });
});

describe('prefixedNameIn', () => {
  it('adds the prefix of the set, but not in Amplify', () => {
    expect(prefixedNameIn(prod, setOf({}), 'github-*')).toBe('myapp/prod/github-*');
    expect(prefixedNameIn(sandbox, setOf({}), 'github-*')).toBe('github-*');
  });
});

describe('a name given to secretNamed', () => {
  it('may begin with a hyphen, except in a sandbox', () => {
    expect(secretNameIn(preview, reference('-x', undefined, true))).toBe('-x');
    expect(() => secretNameIn(sandbox, reference('-x', undefined, true))).toThrow(
      expect.objectContaining({ resolution: "Write secretNamed(secrets, '_x')." }),
    );
  });

  it.each(['a/b', 'a@b', '', 'a b'])("is checked when it is read from Amplify's store: %j", (leaf) => {
    expect(() => secretNameIn(sandbox, reference(leaf, undefined, true))).toThrow(
      expect.objectContaining({
        name: 'SandboxSecretNameInvalidError',
        resolution: expect.stringMatching(/^Write secretNamed\(secrets, '[\w.-]+'\)\.$/),
      }),
    );
  });
});
