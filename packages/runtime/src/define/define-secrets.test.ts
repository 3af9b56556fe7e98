import { describe, expect, it } from 'vitest';
import { findEnvironment } from '../contract/environments.js';
import { isSecretsError } from '../contract/errors.js';
import { secretNameIn } from '../contract/locate.js';
import { isSecretReference, referencesOf, secretSetOf } from '../contract/secret-set.js';
import { defineSecrets } from './define-secrets.js';
import { binarySecret, jsonSecret, textSecret } from './secret.js';
import { secretNamed } from './secret-named.js';

const CANARY = 'sk_live_CANARY';
const environments = { prod: 'main', dev: '*' } as const;

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (!isSecretsError(error)) throw error;
    expect(`${error.stack}${error.resolution}`).not.toContain(CANARY);
    return { name: error.name, message: error.message, resolution: error.resolution };
  }
  return undefined;
}

/** As JavaScript calls it, with no compiler in the way. */
const declare = (declaration: unknown) =>
  refusal(() => defineSecrets(declaration as Parameters<typeof defineSecrets>[0]));

describe('defineSecrets', () => {
  it('returns a frozen reference for every key', () => {
    const stripe = jsonSecret(['apiKey']);
    const secrets = defineSecrets({ app: 'myapp', environments, secrets: { stripe, slack: textSecret() } });
    expect(Object.keys(secrets)).toEqual(['stripe', 'slack']);
    expect(isSecretReference(secrets.stripe)).toBe(true);
    expect(secrets.stripe).toMatchObject({ key: 'stripe', definition: stripe, undeclared: false });
    expect(secretSetOf(secrets)).toMatchObject({ app: 'myapp', environments });
    expect(Object.isFrozen(secrets) && Object.isFrozen(secrets.stripe) && Object.isFrozen(stripe)).toBe(true);
  });

  it('accepts keys that every object has', () => {
    const secrets = defineSecrets({
      app: 'constructor',
      environments: { constructor: 'main' },
      secrets: { ['__proto__']: textSecret(), constructor: textSecret(), toString: binarySecret() },
    });
    expect(Object.keys(secrets)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(secretNameIn({ name: 'constructor', store: 'secrets-manager' }, secrets.toString)).toBe(
      'constructor/constructor/to-string',
    );
  });

  it('accepts a declaration without secrets and environments', () => {
    expect(declare({ app: 'myapp', environments: {}, secrets: {} })).toBeUndefined();
  });
});

describe('defineSecrets, of what is not valid', () => {
  const secrets = { a: textSecret() };
  class Secrets {
    a = textSecret();
  }

  it.each([
    ['AppNameInvalidError', undefined],
    ['AppNameInvalidError', null],
    ['AppNameInvalidError', {}],
    ['AppNameInvalidError', 'myapp'],
    ['AppNameInvalidError', { app: 'My App', environments, secrets }],
    ['EnvironmentInvalidError', { app: 'a', secrets }],
    ['EnvironmentInvalidError', { app: 'a', environments: { sandbox: 'main' }, secrets }],
    ['EnvironmentUnreachableError', { app: 'a', environments: { dev: '*', prod: 'x/*' }, secrets }],
    ['SecretDefinitionInvalidError', { app: 'a', environments }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: null }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: [textSecret()] }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: new Secrets() }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: new Map([['a', textSecret()]]) }],
    // A literal's `__proto__` is its prototype, and the secret would be lost.
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: { __proto__: textSecret() } }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: { a: CANARY } }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: CANARY }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: { a: { kind: 'xml' } } }],
    ['SecretDefinitionInvalidError', { app: 'a', environments, secrets: { a: textSecret } }],
    ['SecretNameInvalidError', { app: 'a', environments, secrets: { a: textSecret({ name: 'my secret' }) } }],
    ['SecretNameInvalidError', { app: 'a', environments, secrets: { a: textSecret({ name: { prdo: 'x' } }) } }],
    [
      'SecretNameInvalidError',
      { app: 'a', environments, secrets: { a: textSecret({ name: { toString: 'x' } as object }) } },
    ],
    ['SandboxSecretNameInvalidError', { app: 'a', environments, secrets: { 'a/b': textSecret() } }],
    ['SecretNameTakenError', { app: 'a', environments, secrets: { aB: textSecret(), 'a-b': textSecret() } }],
  ])('throws %s for %o', (name, declaration) => {
    expect(declare(declaration)).toMatchObject({ name, resolution: expect.stringMatching(/\S/) });
  });

  it('lists the declared environments when a name is for another', () => {
    expect(
      declare({ app: 'a', environments, secrets: { a: jsonSecret<string>({ name: { prdo: 'x' } }) } }),
    ).toMatchObject({
      message: 'Secret "a" has a name for the environment "prdo", which is not declared.',
      resolution: 'Use one of: prod, dev, sandbox.',
    });
  });
});

describe('secretNamed', () => {
  const secrets = defineSecrets({ app: 'myapp', environments, secrets: { stripe: textSecret() } });

  it('returns a reference by the last part of the name, of a string by default', () => {
    const github = secretNamed(secrets, 'github-acme');
    expect(github).toMatchObject({ key: 'github-acme', undeclared: true, definition: { kind: 'text' } });
    expect(secretNameIn({ name: 'prod', store: 'secrets-manager' }, github)).toBe('myapp/prod/github-acme');
    expect(secretNameIn({ name: 'sandbox', store: 'amplify' }, github)).toBe('github-acme');
    expect(secretNamed(secrets, 'github-acme', jsonSecret(['token'])).definition.kind).toBe('json');
  });

  it.each([
    ['SecretTargetInvalidError', [undefined, 'a']],
    ['SecretTargetInvalidError', [{ stripe: 1 }, 'a']],
    ['SecretTargetInvalidError', [secrets.stripe, 'a']],
    ['SecretNameInvalidError', [secrets, '']],
    ['SecretNameInvalidError', [secrets, 'github-*']],
    ['SecretNameInvalidError', [secrets, 'a b']],
    ['SecretNameInvalidError', [secrets, undefined]],
    ['SecretNameInvalidError', [secrets, 5]],
    ['SecretNameInvalidError', [secrets, ['a']]],
    ['SecretDefinitionInvalidError', [secrets, 'a', CANARY]],
    ['SecretDefinitionInvalidError', [secrets, 'a', null]],
    ['SecretDefinitionInvalidError', [secrets, 'a', {}]],
    // Its name would win over the leaf, and another secret be read than the one that is asked for.
    ['SecretDefinitionInvalidError', [secrets, 'a', textSecret({ name: 'root-key' })]],
  ])('throws %s for %o', (name, args) => {
    const refused = refusal(() => secretNamed(...(args as Parameters<typeof secretNamed>)));
    expect(refused).toMatchObject({ name, resolution: expect.stringContaining('secretNamed(secrets, ') });
  });
});

describe('defineSecrets, of an unknown option', () => {
  it('refuses it instead of ignoring it', () => {
    const declare = () =>
      defineSecrets({
        app: 'myapp',
        environments: { prod: 'main' },
        secrets: { stripe: textSecret() },
        // @ts-expect-error: of a definition
        encryptionKey: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      });
    expect(declare).toThrow(
      expect.objectContaining({
        name: 'SecretDefinitionInvalidError',
        message: 'defineSecrets has no option "encryptionKey".',
      }),
    );
  });
});

describe('a declaration that is changed after defineSecrets', () => {
  const deployment = { type: 'branch', namespace: 'd2', name: 'main' } as const;
  function declared() {
    const branches = ['main'];
    const name = { prod: 'legacy' };
    const encryptionKey = { prod: KEY };
    const options = { name, encryptionKey };
    const given = {
      app: 'myapp',
      environments: { prod: { branches, appId: 'd1' }, dev: '*', sandbox: {} },
      secrets: { stripe: jsonSecret(['apiKey'], options), slack: textSecret() },
    };
    return { given, branches, name, encryptionKey, options, secrets: defineSecrets(given) };
  }
  const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

  it('stays as it was written', () => {
    const { given, branches, name, encryptionKey, options, secrets } = declared();
    const before = structuredClone({ set: secretSetOf(secrets), stripe: secrets.stripe.definition });
    branches.push('feature/*');
    name.prod = 'stolen';
    encryptionKey.prod = 'stolen';
    Object.assign(options, { name: 'stolen' });
    given.app = 'other';
    Object.assign(given.environments.prod, { appId: 'd2', store: 'amplify' });
    Object.assign(given.environments, { dev: 'dev', sandbox: { store: 'secrets-manager' }, test: 'test' });
    Object.assign(given.secrets, { slack: textSecret({ name: 'stolen' }), more: textSecret() });
    expect(structuredClone({ set: secretSetOf(secrets), stripe: secrets.stripe.definition })).toEqual(before);
    expect(referencesOf(secrets.slack.set).map(({ key }) => key)).toEqual(['stripe', 'slack']);
    expect(findEnvironment(secrets.slack.set.environments, deployment)?.name).toBe('dev');
    expect(secretNameIn({ name: 'prod', store: 'secrets-manager' }, secrets.stripe)).toBe('legacy');
  });

  it('is what was checked, where a getter answers otherwise the second time', () => {
    const answers = ['myapp', '../*'];
    const secrets = defineSecrets({
      get app() {
        return answers.shift() ?? '*';
      },
      environments: { prod: 'main' },
      secrets: { stripe: textSecret() },
    });
    expect(secrets.stripe.set.app).toBe('myapp');
  });

  it('is frozen in all its parts', () => {
    const { set, definition } = declared().secrets.stripe;
    const { environments, definitions } = set;
    const prod = Object.entries(environments).find(([name]) => name === 'prod')?.[1];
    const parts = [set, environments, prod, Object.values({ ...Object(prod) })[0], definitions, definition];
    for (const part of [...parts, definition.name, definition.encryptionKey, definition.fields]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

describe('R02: an ARN as the name of a definition', () => {
  it('is refused in a declaration, which shows the definition to write', () => {
    const name = { prod: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/stripe-aB3dE9' };
    const declare = () =>
      defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: { a: textSecret({ name }) } });
    expect(declare).toThrow(
      expect.objectContaining({ resolution: expect.stringContaining("Write name: { prod: 'prod/stripe' }") }),
    );
  });
});
