import { describe, expect, it } from 'vitest';
import { exampleClient, preview, secrets, stripe } from '../client/example.test.support.js';
import type { SecretDefinition } from '../contract/definition.js';
import { binarySecret, jsonSecret, textSecret } from '../define/secret.js';
import { CANARY, problemOf, readAs } from './read-as.test.support.js';

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
