import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleClient, secrets } from '../client/example.test.support.js';
import { jsonSecret } from '../define/secret.js';
import { reveal } from './protect.js';
import { CANARY, problemOf, readAs } from './read-as.test.support.js';

describe('a protected value', () => {
  const read = () =>
    readAs(
      jsonSecret<{ list: { deep: string }[]; one: { two: string } }>(),
      JSON.stringify({ list: [{ deep: CANARY }], one: { two: CANARY } }),
    );

  it.each<[string, (value: object) => string]>([
    ['util.inspect', (value) => inspect(value)],
    ['util.inspect of an object around it', (value) => inspect({ held: [value] }, { depth: 9, showHidden: true })],
    ['JSON.stringify', (value) => JSON.stringify(value)],
    ['JSON.stringify of an object around it', (value) => JSON.stringify({ held: [value] })],
    ['util.format', (value) => format('%s %j %o %O', value, value, value, value)],
    ['the cause of an error', (value) => inspect(new Error('x', { cause: value }))],
    ['a template string', (value) => `${value}`],
    ['String and +', (value) => `${String(value)}${''.concat(String([value]))}`],
    ['join of an object around it', (value) => [value].join()],
    ['toString of a list', (value) => (Array.isArray(value) ? value.toString() : `${value}`)],
    ['toLocaleString of a list', (value) => (Array.isArray(value) ? value.toLocaleString() : `${value}`)],
  ])('shows as redacted in %s', async (_, show) => {
    const value = await read();
    for (const part of [value, value.list, value.list[0] ?? {}, value.one]) {
      expect(show(part)).not.toContain(CANARY);
      expect(show(part)).toContain('[redacted by amplify-secrets]');
    }
  });

  it('shows as redacted in what getSecrets returns, strings included', async () => {
    const { aws, client } = exampleClient();
    aws.secret('plain/name', CANARY);
    const byKey = await client.getSecrets({ raw: 'plain/name', stripe: secrets.stripe });
    const inOrder = await client.getSecrets(['plain/name', secrets.stripe]);
    for (const all of [byKey, inOrder]) expect(inspect(all) + JSON.stringify(all) + String(all)).not.toContain(CANARY);
  });

  it('is otherwise equal to the plain value, iterable and spreadable', async () => {
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

describe('the protection of a value', () => {
  it('freezes it at any depth', async () => {
    const value = await readAs(jsonSecret<{ list: number[]; one: { two: number } }>(), '{"list":[1],"one":{"two":2}}');
    expect(() => value.list.push(2)).toThrow(TypeError);
    expect(() => {
      value.one.two = 3;
    }).toThrow(TypeError);
  });

  it('leaves instances that a schema made unchanged', async () => {
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

  it('returns a copy of bytes at each read', async () => {
    const { client } = exampleClient();
    const one = await client.getSecret(secrets.keystore);
    one.fill(0);
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(1, 2, 3));
    const [two] = await client.getSecrets([secrets.keystore]);
    two.fill(0);
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(1, 2, 3));
  });
});

describe('a key that every object has', () => {
  it.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'then'])(
    'is only a key: %s',
    async (key) => {
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
    },
  );

  it.each(['{"toJSON":"CANARY"}', '{"deep":[{"toJSON":{"a":"CANARY"}}]}'])(
    'is refused when it is toJSON, which would disable the redaction: %s',
    async (text) => {
      expect(await problemOf(jsonSecret(), text.replace('CANARY', CANARY))).toBe(
        'SecretShapeMismatchError: does not match its declaration: its field "toJSON" would disable its redaction.',
      );
    },
  );
});

describe('reveal', () => {
  it('returns a copy that can be printed and changed', async () => {
    const { client } = exampleClient();
    const value = await client.getSecret(secrets.tokens);
    const plain = reveal(value);
    expect(JSON.stringify(plain)).toBe('{"accessToken":"a","expiresAt":1}');
    expect(inspect(plain)).toContain("'a'");
    plain.accessToken = 'b';
    expect(value.accessToken).toBe('a');
    expect(JSON.stringify(reveal({ held: [value] }))).toContain('accessToken');
  });

  it.each(['text', 7, null, undefined])('returns what is not an object as it is: %j', (value) => {
    expect(reveal(value)).toBe(value);
  });
});
