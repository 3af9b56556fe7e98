import { describe, expect, it } from 'vitest';
import { checkedNameIn, checkNames } from './check-names.js';
import type { SecretNameOption } from './definition.js';
import type { Environment, Environments } from './environments.js';
import { isSecretsError } from './errors.js';
import { preProd, preview, prod, sandbox, text } from './example-names.test.support.js';
import { makeReference, makeSecrets, type SecretSet } from './secret-set.js';
import { undeclaredReference } from './undeclared-reference.js';

const setOf = (
  names: Record<string, SecretNameOption | undefined>,
  environments: Environments = { prod: 'main' },
): SecretSet => ({
  app: 'myapp',
  environments,
  definitions: Object.fromEntries(Object.entries(names).map(([key, name]) => [key, text(name)])),
});
const reference = (key: string, name?: SecretNameOption, undeclared = false) =>
  (undeclared ? undeclaredReference : makeReference)(setOf({ [key]: name }), key, text(name));
const nameIn = (environment: Environment, key: string, name?: SecretNameOption) =>
  checkedNameIn(environment, reference(key, name));

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (isSecretsError(error)) return { name: error.name, message: error.message, resolution: error.resolution };
    throw error;
  }
  return undefined;
}

describe('checkedNameIn', () => {
  it.each([
    // Not `my-secret/prod`: one text for all environments would have every branch read the secret of prod.
    [prod, 'a', 'my secret/{environment}', "Write name: 'my-secret/{environment}'."],
    [prod, 'a', '', "Write name: 'my-secret'."],
    [prod, 'a', { prod: 'my secret' }, 'Write name: { prod: \'my-secret\' } in the definition of "a".'],
    [preProd, 'a', { 'pre-prod': 'a*' }, "Write name: { 'pre-prod': 'a-' } in the definition of \"a\"."],
    [prod, 'a', { prod: 'a-{environment}' }, 'Write name: { prod: \'a-prod\' } in the definition of "a".'],
    [prod, '$$$', undefined, "Write name: 'myapp/{environment}/my-secret' in its definition, or rename the key."],
    [
      prod,
      'k'.repeat(600),
      undefined,
      "Write name: 'myapp/{environment}/my-secret' in its definition, or rename the key.",
    ],
  ])('refuses in %o the key %j with the name %j', (environment, key, name, resolution) => {
    expect(refusal(() => nameIn(environment, key, name))).toEqual({
      name: 'SecretNameInvalidError',
      message: expect.stringContaining(`Secret "${key}" of app "myapp"`),
      resolution,
    });
  });

  it.each([
    [sandbox, 'a/b', undefined, 'Write name: { sandbox: \'a-b\' } in the definition of "a/b".'],
    [preview, 'a b', undefined, 'Write name: { preview: \'a-b\' } in the definition of "a b".'],
    [sandbox, 'a', { sandbox: 'x/y' }, 'Write name: { sandbox: \'x-y\' } in the definition of "a".'],
    [sandbox, '', undefined, 'Write name: { sandbox: \'my-secret\' } in the definition of "".'],
  ])('refuses in %o the key %j with the name %j, as ampx would', (environment, key, name, resolution) => {
    expect(refusal(() => nameIn(environment, key, name))).toMatchObject({
      name: 'SandboxSecretNameInvalidError',
      resolution,
    });
  });

  it('accepts a leading hyphen in the store of Amplify, except in a sandbox', () => {
    expect(nameIn(preview, '-x')).toBe('-x');
    expect(refusal(() => nameIn(sandbox, '-x'))?.resolution).toBe(
      'Write name: { sandbox: \'_x\' } in the definition of "-x".',
    );
  });

  it('refuses a name that is not a string', () => {
    expect(refusal(() => nameIn(prod, 'a', { prod: 5 } as unknown as SecretNameOption))?.name).toBe(
      'SecretNameInvalidError',
    );
    expect(refusal(() => nameIn(sandbox, 'a', { sandbox: 5 } as unknown as SecretNameOption))?.name).toBe(
      'SandboxSecretNameInvalidError',
    );
  });

  it('shows the secretNamed to write for a secret that a pattern grants', () => {
    const leaf = reference('a/b', undefined, true);
    expect(refusal(() => checkedNameIn(sandbox, leaf))?.resolution).toBe("Write secretNamed(secrets, 'a-b').");
  });
});

describe('checkNames', () => {
  const check = (names: Record<string, SecretNameOption | undefined>, environments?: Environments) =>
    refusal(() => {
      const set = setOf(names, environments);
      checkNames(set, Object.values(makeSecrets(set)));
    });
  const both: Environments = { prod: 'main', dev: '*' };

  it.each([
    // A key with a slash is not a valid Amplify name, so this one has another.
    [{ 'a/b': { sandbox: 'x' }, 'a.b': undefined }, '"a/b" and "a.b" have the same name "myapp/prod/a-b"'],
    [{ apiKey: undefined, 'api-key': undefined }, '"apiKey" and "api-key" have the same name "myapp/prod/api-key"'],
    [{ a: 'same', b: 'same' }, '"a" and "b" have the same name "same"'],
    [{ a: { prod: 'same' }, b: { dev: 'same' } }, '"a" and "b" have the same name "same"'],
    [{ a: 'myapp/prod/b', b: undefined }, '"a" and "b" have the same name "myapp/prod/b"'],
    [{ a: { sandbox: 'b' }, b: undefined }, `"a" and "b" have the same name "b" in Amplify's secrets`],
  ])('refuses one name for two definitions: %o', (names, message) => {
    const refused = check(names, both);
    expect(refused?.name).toBe('SecretNameTakenError');
    expect(refused?.message).toContain(message);
  });

  it.each([
    [{ a: 'shared', b: 'other' }],
    [{ a: { prod: 'shared', dev: 'shared' } }],
    [{ a: { prod: 'b' }, b: undefined }],
    [{ a: { prod: 'X' }, b: { prod: 'x' } }],
  ])('accepts one name in two environments or in two stores: %o', (names) => {
    expect(check(names, both)).toBeUndefined();
  });

  it('accepts the name in the resolution', () => {
    const names = { a: 'same', b: 'same' };
    expect(check(names, { 'pre-prod': 'main' })?.resolution).toContain("name: { 'pre-prod': 'same-2' }");
    expect(check({ a: 'same', b: { 'pre-prod': 'same-2' } }, { 'pre-prod': 'main' })).toBeUndefined();
  });
});
