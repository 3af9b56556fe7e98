import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isSecretsError } from '../contract/errors.js';
import { binarySecret, jsonSecret, textSecret } from './secret.js';

const CANARY = 'sk_live_CANARY';

describe('a definition', () => {
  it('has its kind, its fields or schema, and its name', () => {
    const schema = z.object({ a: z.string() });
    expect(jsonSecret(['a', 'b'])).toEqual({ kind: 'json', fields: ['a', 'b'], schema: undefined, name: undefined });
    expect(jsonSecret(schema, { name: 'x' })).toEqual({ kind: 'json', fields: undefined, schema, name: 'x' });
    expect(jsonSecret()).toEqual({ kind: 'json', fields: undefined, schema: undefined, name: undefined });
    expect(jsonSecret({ name: { prod: 'x' } }).name).toEqual({ prod: 'x' });
    expect(textSecret({ name: 'x' })).toMatchObject({ kind: 'text', name: 'x' });
    expect(binarySecret()).toMatchObject({ kind: 'binary', name: undefined });
  });

  it('accepts schemas of zod, valibot and arktype, the last of which is a function', () => {
    for (const schema of [z.string(), v.object({}), type({ url: 'string' })])
      expect(jsonSecret(schema).schema).toBe(schema);
  });

  it('is frozen, with a copy of the list of fields', () => {
    const fields = ['a'];
    const definition = jsonSecret(fields);
    fields.push('b');
    expect(definition.fields).toEqual(['a']);
    expect(Object.isFrozen(definition) && Object.isFrozen(definition.fields)).toBe(true);
  });

  it('accepts fields that every object has', () => {
    expect(jsonSecret(['__proto__', 'constructor']).fields).toEqual(['__proto__', 'constructor']);
  });
});

describe('a definition that is not valid', () => {
  // Called as JavaScript calls it.
  const json = jsonSecret as (...args: unknown[]) => unknown;
  const text = textSecret as (...args: unknown[]) => unknown;
  const binary = binarySecret as (...args: unknown[]) => unknown;

  it.each([
    ['the list is empty', () => json([])],
    ['every field name must be a non-empty string', () => json([''])],
    ['every field name must be a non-empty string', () => json(['a', 5])],
    ['every field name must be a non-empty string', () => json(['a', undefined])],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['every field name must be a non-empty string', () => json(['a', , 'b'])],
    ['a field is named twice', () => json(['a', 'b', 'a'])],
    ['they must be an object, and got a string', () => json(CANARY)],
    ['they must be an object, and got null', () => json(null)],
    ['they must be an object, and got a value of type number', () => json(5)],
    ['they must be an object, and got a value of type function', () => json(() => CANARY)],
    ['they must be an object, and got null', () => json(['a'], null)],
    ['they must be an object, and got a string', () => json(['a'], CANARY)],
    ['they must be an object, and got a list', () => text([CANARY])],
    ['they must be an object, and got a string', () => text(CANARY)],
    ['they must be an object, and got a string', () => binary(CANARY)],
    ['they must be an object, and got a value of type object', () => text(new Date())],
    ['and got names', () => text({ names: 'x' })],
    ['and got apiKey', () => json({ apiKey: CANARY })],
    [
      'name must be a string or an object with a string per environment, and got a value of type number',
      () => text({ name: 5 }),
    ],
    ['name must be a string or an object with a string per environment, and got null', () => text({ name: null })],
    ['name must be a string or an object with a string per environment, and got a list', () => text({ name: ['a'] })],
  ])('is refused: %s', (message, act) => {
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
