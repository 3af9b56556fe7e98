import { describe, expect, it } from 'vitest';
import type { SecretNameOption } from './definition.js';
import type { Environment } from './environments.js';
import { preProd, preview, prod, sandbox, text } from './example-names.test.support.js';
import { prefixedNameIn, secretNameIn } from './locate.js';
import { makeReference, type SecretSet } from './secret-set.js';

const setOf = (names: Record<string, SecretNameOption | undefined>): SecretSet => ({
  app: 'myapp',
  environments: { prod: 'main' },
  definitions: Object.fromEntries(Object.entries(names).map(([key, name]) => [key, text(name)])),
});
const reference = (key: string, name?: SecretNameOption, undeclared = false) =>
  makeReference(setOf({ [key]: name }), key, text(name), undeclared);
const nameIn = (environment: Environment, key: string, name?: SecretNameOption) =>
  secretNameIn(environment, reference(key, name));

describe('in AWS Secrets Manager a secret is called', () => {
  it('<app>/<environment>/<key in kebab-case>, where it has no name of its own', () => {
    expect(nameIn(prod, 'slackSigningSecret')).toBe('myapp/prod/slack-signing-secret');
    expect(nameIn({ name: 'sandbox', store: 'secrets-manager' }, 'stripe')).toBe('myapp/sandbox/stripe');
  });

  it('by its name, with the environment filled in wherever it stands', () => {
    expect(nameIn(prod, 'stripe', 'legacy')).toBe('legacy');
    expect(nameIn(prod, 'stripe', '{environment}/x-{environment}')).toBe('prod/x-prod');
  });

  it('by the name of that environment, and as by default in the others', () => {
    const name = { prod: 'upwork-oauth-tokens', sandbox: 'UPWORK' };
    expect(nameIn(prod, 'upwork', name)).toBe('upwork-oauth-tokens');
    expect(nameIn(preProd, 'upwork', name)).toBe('myapp/pre-prod/upwork');
  });

  it('never by what every object has', () => {
    const inherited: Environment = { name: 'constructor', store: 'secrets-manager' };
    expect(nameIn(inherited, 'stripe', { prod: 'x' })).toBe('myapp/constructor/stripe');
  });

  it('by its leaf as written, where no definition declares it', () => {
    expect(secretNameIn(prod, reference('gitHub_Acme', undefined, true))).toBe('myapp/prod/gitHub_Acme');
  });
});

describe("among Amplify's secrets a secret is called", () => {
  it('by its key as written', () => {
    expect(nameIn(sandbox, 'slackSigningSecret')).toBe('slackSigningSecret');
    expect(nameIn(preview, '__proto__')).toBe('__proto__');
  });

  it('by the name of that very environment, and no other name', () => {
    expect(nameIn(sandbox, 'stripe', { sandbox: 'STRIPE', preview: 'X' })).toBe('STRIPE');
    expect(nameIn(preview, 'stripe', { sandbox: 'STRIPE' })).toBe('stripe');
    expect(nameIn(sandbox, 'stripe', 'legacy/{environment}')).toBe('stripe');
  });
});

describe('a family', () => {
  it('is under the prefix of its set, and in the deployment’s folder in Amplify', () => {
    expect(prefixedNameIn(prod, setOf({}), 'github-*')).toBe('myapp/prod/github-*');
    expect(prefixedNameIn(sandbox, setOf({}), 'github-*')).toBe('github-*');
  });
});

describe('the leaf of a secretNamed', () => {
  it.each(['a/b', 'a@b', '', 'a b'])("is judged where it is read from Amplify's store: %j", (leaf) => {
    expect(() => secretNameIn(sandbox, reference(leaf, undefined, true))).toThrow(
      expect.objectContaining({
        name: 'SandboxSecretNameInvalidError',
        resolution: expect.stringMatching(/^Write secretNamed\(secrets, '[\w.-]+'\)\.$/),
      }),
    );
  });
});
