import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { getSecret, getSecrets, putSecret } from '../client/default-client.js';
import { github, secrets, stripe } from '../client/example.test.support.js';
import type { SecretTarget } from '../client/secrets-client.js';
import { type SecretsOverride, useSecrets } from './use-secrets.js';

const used: SecretsOverride[] = [];
const use = (values: Record<string, unknown>) => {
  const override = useSecrets(values);
  used.push(override);
  return override;
};
afterEach(() => {
  for (const override of used.splice(0)) override.restore();
});

describe('useSecrets', () => {
  it('provides values by key or by plain name, without AWS or a descriptor', async () => {
    use({
      stripe,
      slackSigningSecret: 'slack',
      keystore: Uint8Array.of(1),
      'plain/name': 'plain',
      'github-acme': 'acme',
      port: { port: '80' },
    });
    expect(
      await getSecrets([
        secrets.stripe,
        secrets.slackSigningSecret,
        secrets.keystore,
        'plain/name',
        github,
        secrets.port,
      ]),
    ).toEqual([stripe, 'slack', Uint8Array.of(1), 'plain', 'acme', { port: 80 }]);
  });

  it('validates and freezes values as in production', async () => {
    use({ stripe: { apiKey: 'only' }, port: 'no JSON', tokens: { accessToken: 'a', expiresAt: 1 } });
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'SecretShapeMismatchError' });
    await expect(getSecret(secrets.port)).rejects.toMatchObject({ name: 'SecretNotJsonError' });
    const tokens = await getSecret(secrets.tokens);
    expect(Object.isFrozen(tokens)).toBe(true);
    expect(JSON.stringify(tokens)).toBe('"[redacted by amplify-secrets]"');
  });

  it('lets putSecret change values', async () => {
    use({ slackSigningSecret: 'before' });
    await putSecret(secrets.slackSigningSecret, 'after');
    expect(await getSecret(secrets.slackSigningSecret)).toBe('after');
    await putSecret(secrets.stripe, stripe);
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
  });

  it('replaces values that were read before', async () => {
    use({ stripe });
    const value = await getSecret(secrets.stripe);
    use({ stripe: value });
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
  });
});

describe('useSecrets, of a key without a value', () => {
  it.each([
    [secrets.stripe, "stripe: { apiKey: 'my-value', webhookSecret: 'my-value' }"],
    [github, "'github-acme': 'my-value'"],
    ['plain/name', "'plain/name': 'my-value'"],
  ])('rejects with the line to write', async (target, entry) => {
    use({});
    await expect(getSecret(target)).rejects.toMatchObject({
      name: 'SecretNotFoundError',
      resolution: `In the test, write: useSecrets({ ${entry} });`,
    });
  });
});

describe('useSecrets, of a value that is not as declared', () => {
  it.each([
    [
      { stripe: { apiKey: 'only' } },
      secrets.stripe,
      'SecretShapeMismatchError',
      "stripe: { apiKey: 'my-value', webhookSecret: 'my-value' }",
    ],
    [{ port: 'no JSON' }, secrets.port, 'SecretNotJsonError', "port: { myField: 'my-value' }"],
    [{ keystore: 'a string' }, secrets.keystore, 'SecretKindMismatchError', 'keystore: new Uint8Array([1, 2])'],
    [{ slackSigningSecret: '' }, secrets.slackSigningSecret, 'SecretEmptyError', "slackSigningSecret: 'my-value'"],
  ])('rejects with a resolution in the test, not in AWS: %j', async (values, target, name, entry) => {
    use(values);
    await expect(getSecret<SecretTarget>(target)).rejects.toMatchObject({
      name,
      resolution: `In the test, use a value as it is declared: useSecrets({ ${entry} });`,
    });
  });
});

describe('the end of useSecrets', () => {
  it('comes with restore, which may be called twice', async () => {
    const override = use({ 'plain/name': 'a' });
    override.restore();
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'DescriptorMissingError' });
    const other = use({ 'plain/name': 'b' });
    override.restore();
    expect(await getSecret('plain/name')).toBe('b');
    other.restore();
  });

  it('comes with the block of `using`', async () => {
    {
      using _ = useSecrets({ 'plain/name': 'a' });
      expect(await getSecret('plain/name')).toBe('a');
    }
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'DescriptorMissingError' });
  });

  it('comes with another call, which replaces every value', async () => {
    use({ 'plain/name': 'a', other: 'b' });
    use({ 'plain/name': 'c' });
    expect(await getSecret('plain/name')).toBe('c');
    await expect(getSecret('other')).rejects.toMatchObject({ name: 'SecretNotFoundError' });
  });
});

describe('useSecrets, with the type of the secrets', () => {
  // Never called: the compiler is what is tested.
  const typed = () => {
    useSecrets<typeof secrets>({ stripe });
    useSecrets<typeof secrets>({ port: { port: '80' }, keystore: Uint8Array.of(1) });
    // @ts-expect-error the schema's output
    useSecrets<typeof secrets>({ port: { port: 80 } });
    // @ts-expect-error no such key
    useSecrets<typeof secrets>({ strip: stripe });
  };

  it('checks the types of the values', () => {
    expectTypeOf(typed).toBeFunction();
  });
});
