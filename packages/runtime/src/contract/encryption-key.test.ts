import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret, textSecret } from '../define/secret.js';
import type { SecretDefinition } from './definition.js';
import { encryptionKeyIn, isKeyArn } from './encryption-key.js';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

function declare(definition: SecretDefinition<string, string, never>) {
  return () => defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { stripe: definition } });
}

describe('isKeyArn', () => {
  it.each([KEY, KEY.replace('aws', 'aws-us-gov'), KEY.replace(/1234abcd.*/, `mrk-${'0a'.repeat(16)}`)])(
    'accepts %s',
    (arn) => {
      expect(isKeyArn(arn)).toBe(true);
    },
  );

  it.each([
    KEY.replace('key/', 'alias/'),
    KEY.slice(0, -1),
    `${KEY}0`,
    `${KEY}\n`,
    KEY.replace('123456789012', '*'),
    KEY.replace('eu-west-1', '*'),
    KEY.slice(-36),
    'alias/my-key',
  ])('refuses %j', (text) => {
    expect(isKeyArn(text)).toBe(false);
  });
});

describe('the encryptionKey of a definition', () => {
  const store = 'secrets-manager';

  it('applies to every environment in AWS Secrets Manager when it is one string', () => {
    const definition = textSecret({ encryptionKey: KEY });
    expect(encryptionKeyIn({ name: 'prod', store }, definition)).toBe(KEY);
    expect(encryptionKeyIn({ name: 'sandbox', store: 'amplify' }, definition)).toBeUndefined();
  });

  it('applies to the environments that a record names', () => {
    const definition = textSecret({ encryptionKey: { prod: KEY, sandbox: KEY } });
    expect(encryptionKeyIn({ name: 'prod', store }, definition)).toBe(KEY);
    expect(encryptionKeyIn({ name: 'sandbox', store: 'amplify' }, definition)).toBe(KEY);
    expect(encryptionKeyIn({ name: 'dev', store }, definition)).toBeUndefined();
    expect(encryptionKeyIn({ name: 'constructor', store }, definition)).toBeUndefined();
    expect(encryptionKeyIn({ name: 'prod', store }, textSecret())).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['an alias', 'alias/my-key'],
    ['a key id', KEY.slice(-36)],
    ['an alias for an environment', { prod: 'alias/my-key' }],
    ['an environment that is not declared', { production: KEY }],
    ['a number', 7],
    ['a list', [KEY]],
  ])('is refused when it is %s', (_what, encryptionKey) => {
    const make = () => declare(textSecret({ encryptionKey: encryptionKey as string }))();
    expect(make).toThrow(
      expect.objectContaining({
        name: 'SecretDefinitionInvalidError',
        resolution: expect.stringMatching(/^(Write|Use one)/),
      }),
    );
  });

  it('is not quoted in the error', () => {
    try {
      declare(textSecret({ encryptionKey: 'sk_live_1' }))();
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: 'SecretDefinitionInvalidError' });
      expect(`${error} ${JSON.stringify(error)}`).not.toContain('sk_live_1');
    }
  });

  it('does not compile with a typo in an environment', () => {
    defineSecrets({
      app: 'myapp',
      environments: { prod: 'main' },
      secrets: {
        stripe: jsonSecret(['apiKey'], { name: { prod: 'x' }, encryptionKey: { prod: KEY, sandbox: KEY } }),
      },
    });
    const wrong = textSecret({ encryptionKey: { production: KEY } });
    expectTypeOf(wrong).not.toExtend<SecretDefinition<string, string, 'prod' | 'sandbox'>>();
  });
});
