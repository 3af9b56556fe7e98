import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isSecretsError } from '../contract/errors.js';
import { binarySecret, jsonSecret, textSecret } from './secret.js';

const CANARY = 'sk_live_CANARY';

describe('a definition', () => {
  it('says its kind, its fields or schema, and its name', () => {
    const schema = z.object({ a: z.string() });
    expect(jsonSecret(['a', 'b'])).toEqual({ kind: 'json', fields: ['a', 'b'], schema: undefined, name: undefined });
    expect(jsonSecret(schema, { name: 'x' })).toEqual({ kind: 'json', fields: undefined, schema, name: 'x' });
    expect(jsonSecret()).toEqual({ kind: 'json', fields: undefined, schema: undefined, name: undefined });
    expect(jsonSecret({ name: { prod: 'x' } }).name).toEqual({ prod: 'x' });
    expect(textSecret({ name: 'x' })).toMatchObject({ kind: 'text', name: 'x' });
    expect(binarySecret()).toMatchObject({ kind: 'binary', name: undefined });
  });

  it('takes the schemas of zod, valibot and arktype, of which the last is a function', () => {
    for (const schema of [z.string(), v.object({}), type({ url: 'string' })])
      expect(jsonSecret(schema).schema).toBe(schema);
  });

  it('is frozen and keeps its own list of fields', () => {
    const fields = ['a'];
    const definition = jsonSecret(fields);
    fields.push('b');
    expect(definition.fields).toEqual(['a']);
    expect(Object.isFrozen(definition) && Object.isFrozen(definition.fields)).toBe(true);
  });

  it('may have fields that every object has', () => {
    expect(jsonSecret(['__proto__', 'constructor']).fields).toEqual(['__proto__', 'constructor']);
  });
});

describe('what declares no secret is SecretDefinitionInvalidError', () => {
  // Called as JavaScript calls it.
  const json = jsonSecret as (...args: unknown[]) => unknown;
  const text = textSecret as (...args: unknown[]) => unknown;
  const binary = binarySecret as (...args: unknown[]) => unknown;

  it.each([
    ['the list is empty', () => json([])],
    ['a field needs a name', () => json([''])],
    ['a field needs a name', () => json(['a', 5])],
    ['a field needs a name', () => json(['a', undefined])],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['a field needs a name', () => json(['a', , 'b'])],
    ['a field is named twice', () => json(['a', 'b', 'a'])],
    ['a string for its options', () => json(CANARY)],
    ['null for its options', () => json(null)],
    ['a value of type number for its options', () => json(5)],
    ['a value of type function for its options', () => json(() => CANARY)],
    ['null for its options', () => json(['a'], null)],
    ['a string for its options', () => json(['a'], CANARY)],
    ['a list for its options', () => text([CANARY])],
    ['a string for its options', () => text(CANARY)],
    ['a string for its options', () => binary(CANARY)],
    ['a value of type object for its options', () => text(new Date())],
    ['was given names', () => text({ names: 'x' })],
    ['was given apiKey', () => json({ apiKey: CANARY })],
    ['the name is a value of type number', () => text({ name: 5 })],
    ['the name is null', () => text({ name: null })],
    ['the name is a list', () => text({ name: ['a'] })],
  ])('%s', (message, act) => {
    try {
      act();
    } catch (error) {
      if (!isSecretsError(error)) throw error;
      expect(error.name).toBe('SecretDefinitionInvalidError');
      expect(error.message).toContain(message);
      expect(error.resolution).toMatch(/^Write, for example: (json|text|binary)Secret\(/);
      expect(`${error.stack}${error.resolution}`).not.toContain(CANARY);
      return;
    }
    expect.fail('it was accepted');
  });
});
