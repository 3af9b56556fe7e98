import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SecretDefinition } from '../contract/definition.js';
import { jsonSecret } from '../define/secret.js';
import { CANARY, problemOf } from './read-as.test.support.js';

describe('an issue of a schema', () => {
  const refused = 'SecretShapeMismatchError: does not match its declaration: its schema rejects';
  const value = JSON.stringify({
    port: CANARY,
    nested: { inner: CANARY },
    record: { [CANARY]: CANARY },
    list: [CANARY],
    [CANARY]: 1,
  });

  it.each<[string, SecretDefinition<unknown, unknown, never>, string]>([
    [
      'zod',
      jsonSecret(
        z.strictObject({
          port: z.number(),
          nested: z.object({ inner: z.number() }),
          record: z.record(z.string(), z.number()),
          list: z.array(z.number()),
        }),
      ),
      'port, nested.inner, record.*, list.*, the value as a whole',
    ],
    [
      'zod that JSON Schema cannot express',
      jsonSecret(z.object({ port: z.number(), nested: z.object({ inner: z.bigint() }), at: z.date() })),
      'port, nested.inner, at',
    ],
    [
      'valibot',
      jsonSecret(
        v.object({
          port: v.number(),
          nested: v.object({ inner: v.number() }),
          record: v.record(v.string(), v.number()),
        }),
      ),
      'port, nested.inner, record.*',
    ],
    [
      'arktype',
      jsonSecret(type({ port: 'number', nested: { inner: 'number' }, record: 'Record<string, number>' })),
      'nested.inner, port, record.*',
    ],
    [
      'one that names no fields',
      jsonSecret({
        '~standard': {
          version: 1,
          vendor: 'x',
          validate: (input: unknown) => ({
            issues: [
              { message: String(input), path: [CANARY, 'length'] },
              { message: CANARY, path: [{ key: 'port' }] },
            ],
          }),
        },
      }),
      '*',
    ],
  ])('shows only names that the schema declares: %s', async (_, definition, expected) => {
    expect(await problemOf(definition, value)).toBe(`${refused} ${expected}.`);
  });

  it('does not show what the schema throws', async () => {
    const throwing = z.string().transform((text) => {
      throw new Error(text);
    });
    expect(await problemOf(jsonSecret(throwing), JSON.stringify(CANARY))).toBe(
      'SecretShapeMismatchError: does not match its declaration: its schema threw an error.',
    );
  });
});
