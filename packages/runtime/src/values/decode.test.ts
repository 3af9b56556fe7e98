import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleClient, preview, secrets, stripe } from '../client/example.test.support.js';
import type { SecretDefinition } from '../contract/definition.js';
import { binarySecret, jsonSecret, textSecret } from '../define/secret.js';
import { CANARY, problemOf, readAs } from './read-as.test.support.js';

describe('a value that is not as declared', () => {
  const text = jsonSecret(['apiKey', 'webhookSecret']);
  it.each<[string, SecretDefinition<unknown, unknown, never>, string | Uint8Array, string]>([
    [
      'not JSON',
      text,
      `{"apiKey":"${CANARY}`,
      'SecretNotJsonError: is declared by jsonSecret, and its value is not valid JSON.',
    ],
    ['no value', textSecret(), '', 'SecretEmptyError: has no value.'],
    ['no bytes', binarySecret(), new Uint8Array(), 'SecretEmptyError: has no value.'],
    [
      'bytes for a string',
      textSecret(),
      Buffer.from(CANARY),
      'SecretKindMismatchError: is declared by textSecret, and its value is binary (SecretBinary).',
    ],
    [
      'bytes for JSON',
      text,
      Buffer.from(CANARY),
      'SecretKindMismatchError: is declared by jsonSecret, and its value is binary (SecretBinary).',
    ],
    [
      'a string for bytes',
      binarySecret(),
      CANARY,
      'SecretKindMismatchError: is declared by binarySecret, and its value is a string (SecretString).',
    ],
    [
      'fields missing, empty or not strings',
      jsonSecret(['a', 'b', 'c', 'toString']),
      JSON.stringify({ a: '', b: { [CANARY]: 1 }, [CANARY]: CANARY }),
      'SecretShapeMismatchError: does not match its declaration: "a" is empty, "b" is not a string, "c" is missing, "toString" is missing.',
    ],
    [
      'not an object',
      text,
      `["${CANARY}"]`,
      'SecretShapeMismatchError: does not match its declaration: it is not a JSON object.',
    ],
    [
      'nested too deeply',
      jsonSecret(),
      '['.repeat(5000) + ']'.repeat(5000),
      'SecretShapeMismatchError: does not match its declaration: it is nested too deeply.',
    ],
  ])('is refused without quoting it: %s', async (_, definition, raw, expected) => {
    expect(await problemOf(definition, raw)).toBe(expected);
  });

  it('may have other fields than the declared ones', async () => {
    expect(await readAs(text, JSON.stringify({ ...stripe, more: [1] }))).toEqual({ ...stripe, more: [1] });
  });

  it('is refused in the store amplify when it is not base64', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/keystore', `${CANARY}!`);
    await expect(client.getSecret(secrets.keystore)).rejects.toMatchObject({
      name: 'SecretKindMismatchError',
      message: 'The Amplify secret "keystore" is declared by binarySecret, and its value is not valid base64.',
    });
  });
});

describe('R01: JSON that a service writes, with fields that are not strings', () => {
  const rds = {
    engine: 'postgres',
    username: 'u',
    password: 'p',
    host: 'h',
    port: 5432,
    ssl: true,
    tags: {},
    none: null,
  };
  const resolutionOf = (fields: readonly string[], value: unknown) =>
    readAs(jsonSecret(fields), JSON.stringify(value)).then(
      () => expect.fail('it should have been refused'),
      ({ resolution }: { resolution: string }) => resolution,
    );

  it('is to be declared by a schema, and not to be overwritten', async () => {
    expect(await resolutionOf(['username', 'port', 'ssl', 'tags', 'none', 'dbname', 'toString'], rds)).toBe(
      'Declare it with a schema, as of zod: jsonSecret(z.object({ "username": z.string(), "port": z.number(), "ssl": z.boolean(), "tags": z.unknown(), "none": z.unknown(), "dbname": z.string(), "toString": z.string() })).',
    );
  });

  it('is read with the schema of the resolution', async () => {
    const schema = z.object({ username: z.string(), port: z.number() });
    expect(await readAs(jsonSecret(schema), JSON.stringify(rds))).toEqual({ username: 'u', port: 5432 });
  });

  it('is to be declared as it is where a field is missing', async () => {
    expect(await resolutionOf(['username', 'dbName'], rds)).toMatch(
      /^If a service such as RDS writes it, declare it as it is\. If not: /,
    );
  });
});

describe('F10: a value that was set from a file', () => {
  it('is read when it is JSON after a byte order mark and before a line end', async () => {
    expect(await readAs(jsonSecret(['apiKey', 'webhookSecret']), `\uFEFF${JSON.stringify(stripe)}\r\n`)).toEqual(
      stripe,
    );
  });

  it('is the string as it is stored, line end included, which a PEM needs', async () => {
    expect(await readAs(textSecret(), '-----END KEY-----\n')).toBe('-----END KEY-----\n');
  });
});
