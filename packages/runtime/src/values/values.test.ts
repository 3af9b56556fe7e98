import { format, inspect } from 'node:util';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleClient, preview, secrets, stripe } from '../client/example.test.support.js';
import type { SecretDefinition } from '../contract/definition.js';
import { defineSecrets } from '../define/define-secrets.js';
import { binarySecret, jsonSecret, textSecret } from '../define/secret.js';
import { reveal } from './protect.js';

const CANARY = 'canary-5d41402abc4b2a76';

/** Reads a raw value as a definition says. */
async function readAs<Output>(
  definition: SecretDefinition<Output, unknown, never>,
  raw: string | Uint8Array,
): Promise<Output> {
  const set = defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { it: definition } });
  const { aws, client } = exampleClient();
  aws.secret('myapp/prod/it', raw);
  return (await client.getSecret(set.it)) as Output;
}

async function problemOf(definition: SecretDefinition<unknown, unknown, never>, raw: string | Uint8Array) {
  const error: unknown = await readAs(definition, raw).then(
    () => expect.fail('it should have been refused'),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(Object.hasOwn(error as object, 'cause')).toBe(false);
  expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(CANARY);
  const { name, message } = error as Error;
  return `${name}: ${message.replace('Secret "myapp/prod/it" ', '')}`;
}

describe('a JSON value in a log shows as redacted', () => {
  const read = () =>
    readAs(
      jsonSecret<{ list: { deep: string }[]; one: { two: string } }>(),
      JSON.stringify({ list: [{ deep: CANARY }], one: { two: CANARY } }),
    );

  it.each<[string, (value: object) => string]>([
    ['util.inspect', (value) => inspect(value)],
    ['util.inspect of what holds it', (value) => inspect({ held: [value] }, { depth: 9, showHidden: true })],
    ['JSON.stringify', (value) => JSON.stringify(value)],
    ['JSON.stringify of what holds it', (value) => JSON.stringify({ held: [value] })],
    ['util.format', (value) => format('%s %j %o %O', value, value, value, value)],
    ['the cause of an error', (value) => inspect(new Error('x', { cause: value }))],
    ['a template string', (value) => `${value}`],
    ['String and +', (value) => `${String(value)}${''.concat(String([value]))}`],
    ['join of what holds it', (value) => [value].join()],
    ['toString of a list', (value) => (Array.isArray(value) ? value.toString() : `${value}`)],
    ['toLocaleString of a list', (value) => (Array.isArray(value) ? value.toLocaleString() : `${value}`)],
  ])('%s', async (_, show) => {
    const value = await read();
    for (const part of [value, value.list, value.list[0] ?? {}, value.one]) {
      expect(show(part)).not.toContain(CANARY);
      expect(show(part)).toContain('[redacted by amplify-secrets]');
    }
  });

  it('and so does what getSecrets returns, texts included', async () => {
    const { aws, client } = exampleClient();
    aws.secret('plain/name', CANARY);
    const byKey = await client.getSecrets({ raw: 'plain/name', stripe: secrets.stripe });
    const inOrder = await client.getSecrets(['plain/name', secrets.stripe]);
    for (const all of [byKey, inOrder]) expect(inspect(all) + JSON.stringify(all) + String(all)).not.toContain(CANARY);
  });

  it('and is otherwise the plain value: equal, iterable, spreadable', async () => {
    const value = await read();
    expect(value).toEqual({ list: [{ deep: CANARY }], one: { two: CANARY } });
    expect(value).toStrictEqual({ list: [{ deep: CANARY }], one: { two: CANARY } });
    expect(Object.keys(value)).toEqual(['list', 'one']);
    expect({ ...value }.one.two).toBe(CANARY);
    expect([...value.list].map(({ deep }) => deep)).toEqual([CANARY]);
    expect(structuredClone(value)).toEqual(value);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Array.isArray(value.list)).toBe(true);
  });
});

describe('a JSON value cannot be changed', () => {
  it('at any depth', async () => {
    const value = await readAs(jsonSecret<{ list: number[]; one: { two: number } }>(), '{"list":[1],"one":{"two":2}}');
    expect(() => value.list.push(2)).toThrow(TypeError);
    expect(() => {
      value.one.two = 3;
    }).toThrow(TypeError);
  });

  it('but what a schema made of it is left as it is', async () => {
    class Money {
      constructor() {
        this.amount = 1;
      }
      amount: number;
    }
    const defaults = { nested: { kept: true } };
    const schema = z
      .object({ at: z.string() })
      .transform(({ at }) => ({ at: new Date(at), url: new URL('https://a.example'), money: new Money(), defaults }));
    const value = await readAs(jsonSecret(schema), '{"at":"2026-11-03"}');
    expect(value.at.getTime()).toBe(Date.parse('2026-11-03'));
    expect(value.url.host).toBe('a.example');
    value.money.amount = 2;
    defaults.nested.kept = false;
    expect(value.defaults.nested.kept).toBe(true);
  });

  it('and bytes are a copy at each read', async () => {
    const { client } = exampleClient();
    const one = await client.getSecret(secrets.keystore);
    one.fill(0);
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(1, 2, 3));
    const [two] = await client.getSecrets([secrets.keystore]);
    two.fill(0);
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(1, 2, 3));
  });
});

describe('a key of JSON is a key and nothing more', () => {
  it.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'then'])('%s', async (key) => {
    const text = `{"${key}":{"polluted":"${CANARY}"},"other":1}`;
    const value = await readAs(jsonSecret<Record<string, unknown>>(), text);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in value || 'polluted' in {}).toBe(false);
    expect(Object.entries(value)).toEqual([
      [key, { polluted: CANARY }],
      ['other', 1],
    ]);
    expect(`${inspect(value)}${JSON.stringify(value)}${value}`).not.toContain(CANARY);
    expect(Object.entries(reveal(value))).toEqual(Object.entries(value));
    expect(Object.getPrototypeOf(reveal(value))).toBe(Object.prototype);
  });

  it.each(['{"toJSON":"CANARY"}', '{"deep":[{"toJSON":{"a":"CANARY"}}]}'])(
    'but toJSON, which would defeat the redaction, is refused: %s',
    async (text) => {
      expect(await problemOf(jsonSecret(), text.replace('CANARY', CANARY))).toBe(
        'SecretShapeMismatchError: is not of the shape that jsonSecret declares: it has a field called "toJSON", which would defeat its redaction.',
      );
    },
  );
});

describe('reveal gives the plain value', () => {
  it('that can be printed and changed, without touching the secret', async () => {
    const { client } = exampleClient();
    const value = await client.getSecret(secrets.tokens);
    const plain = reveal(value);
    expect(JSON.stringify(plain)).toBe('{"accessToken":"a","expiresAt":1}');
    expect(inspect(plain)).toContain("'a'");
    plain.accessToken = 'b';
    expect(value.accessToken).toBe('a');
    expect(JSON.stringify(reveal({ held: [value] }))).toContain('accessToken');
  });

  it.each(['text', 7, null, undefined])('and what is no object as it is: %j', (value) => {
    expect(reveal(value)).toBe(value);
  });
});

describe('what is not as declared is refused, and nothing of it is quoted', () => {
  const text = jsonSecret(['apiKey', 'webhookSecret']);
  it.each<[string, SecretDefinition<unknown, unknown, never>, string | Uint8Array, string]>([
    ['no JSON', text, `{"apiKey":"${CANARY}`, 'SecretNotJsonError: is declared by jsonSecret and holds no JSON.'],
    ['nothing', textSecret(), '', 'SecretEmptyError: has no value.'],
    ['no bytes', binarySecret(), new Uint8Array(), 'SecretEmptyError: has no value.'],
    [
      'bytes for a text',
      textSecret(),
      Buffer.from(CANARY),
      'SecretKindMismatchError: is declared by textSecret and holds bytes (SecretBinary).',
    ],
    [
      'bytes for JSON',
      text,
      Buffer.from(CANARY),
      'SecretKindMismatchError: is declared by jsonSecret and holds bytes (SecretBinary).',
    ],
    [
      'a text for bytes',
      binarySecret(),
      CANARY,
      'SecretKindMismatchError: is declared by binarySecret and holds a text (SecretString).',
    ],
    [
      'fields missing, empty or no texts',
      jsonSecret(['a', 'b', 'c', 'toString']),
      JSON.stringify({ a: '', b: { [CANARY]: 1 }, [CANARY]: CANARY }),
      'SecretShapeMismatchError: is not of the shape that jsonSecret declares: "a" is empty, "b" is no text, "c" is missing, "toString" is missing.',
    ],
    [
      'no object',
      text,
      `["${CANARY}"]`,
      'SecretShapeMismatchError: is not of the shape that jsonSecret declares: it is no JSON object.',
    ],
    [
      'nested beyond reason',
      jsonSecret(),
      '['.repeat(5000) + ']'.repeat(5000),
      'SecretShapeMismatchError: is not of the shape that jsonSecret declares: it is nested too deeply.',
    ],
  ])('%s', async (_, definition, raw, expected) => {
    expect(await problemOf(definition, raw)).toBe(expected);
  });

  it('other fields than the declared ones are kept', async () => {
    expect(await readAs(text, JSON.stringify({ ...stripe, more: [1] }))).toEqual({ ...stripe, more: [1] });
  });

  it('a text in the store amplify that is no base64', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/keystore', `${CANARY}!`);
    await expect(client.getSecret(secrets.keystore)).rejects.toMatchObject({
      name: 'SecretKindMismatchError',
      message: 'The Amplify secret "keystore" is declared by binarySecret and holds a text that is no base64.',
    });
  });
});

describe('where a schema refuses a value, only the names it declares are shown', () => {
  const refused = 'SecretShapeMismatchError: is not of the shape that jsonSecret declares: its schema refuses';
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
  ])('%s', async (_, definition, expected) => {
    expect(await problemOf(definition, value)).toBe(`${refused} ${expected}.`);
  });

  it('and what a schema throws is not', async () => {
    const throwing = z.string().transform((text) => {
      throw new Error(text);
    });
    expect(await problemOf(jsonSecret(throwing), JSON.stringify(CANARY))).toBe(
      'SecretShapeMismatchError: is not of the shape that jsonSecret declares: its schema threw an error.',
    );
  });
});
