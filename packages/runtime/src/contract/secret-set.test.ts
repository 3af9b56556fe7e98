import { describe, expect, it, vi } from 'vitest';
import type { SecretDefinition } from './definition.js';
import { isSecretReference, makeReference, makeSecrets, type SecretSet, secretSetOf } from './secret-set.js';

const text: SecretDefinition = { kind: 'text', name: undefined, fields: undefined, schema: undefined };
const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'stripe'];
const set: SecretSet = {
  app: 'myapp',
  environments: { dev: '*' },
  definitions: Object.fromEntries(keys.map((key) => [key, text])),
};

describe('makeSecrets', () => {
  const secrets = makeSecrets(set);

  it('makes a reference for every key, whatever its name, and nothing else', () => {
    expect(Object.keys(secrets)).toEqual(keys);
    for (const key of keys) expect(secrets[key]).toMatchObject({ key, definition: text, undeclared: false });
    expect(Object.getPrototypeOf(secrets)).toBeNull();
    expect(secrets.valueOf).toBeUndefined();
  });

  it('returns an object that cannot be changed, nor can its references', () => {
    const writable = secrets as Record<string, unknown>;
    expect(() => {
      writable.stripe = 'x';
    }).toThrow(TypeError);
    expect(() => {
      writable.more = 'x';
    }).toThrow(TypeError);
    for (const reference of Object.values(secrets)) expect(Object.isFrozen(reference)).toBe(true);
  });

  it('keeps the set where another copy of the module finds it', async () => {
    expect(secretSetOf(secrets)).toBe(set);
    vi.resetModules();
    const copy = await import('./secret-set.js');
    expect(copy.secretSetOf(secrets)).toBe(set);
    expect(copy.isSecretReference(secrets.stripe)).toBe(true);
  });

  it.each([[undefined], [null], ['myapp'], [5], [{}], [set], [Object.values(secrets)]])(
    'finds no set in %o',
    (other) => {
      expect(secretSetOf(other)).toBeUndefined();
    },
  );
});

describe('isSecretReference', () => {
  it('goes by a mark, not by shape', () => {
    const reference = makeReference(set, 'github-acme', text);
    expect(isSecretReference(reference)).toBe(true);
    expect(isSecretReference({ ...reference })).toBe(false);
    for (const other of [undefined, null, 'stripe', 5, {}, makeSecrets(set)])
      expect(isSecretReference(other)).toBe(false);
  });
});
