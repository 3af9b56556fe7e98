import { afterEach, describe, expect, it } from 'vitest';
import { getSecret, putSecret, updateSecret } from '../client/default-client.js';
import { exampleClient } from '../client/example.test.support.js';
import { useSecrets } from '../testing/use-secrets.js';
import { secrets, TOKENS } from './updating-world.test.support.js';

let restore = () => {};
afterEach(() => restore());
const use = (values: Record<string, unknown>) => {
  ({ restore } = useSecrets(values));
};

describe('updateSecret, while useSecrets is on', () => {
  it('updates the values of the test, and calls no store', async () => {
    const { aws, client } = exampleClient();
    use({ tokens: TOKENS, note: 'first', keystore: Uint8Array.of(1) });
    expect(await updateSecret(secrets.tokens, () => ({ expiresAt: 2 }))).toEqual({ ...TOKENS, expiresAt: 2 });
    expect(await client.updateSecret(secrets.note, (note) => `${note}!`)).toBe('first!');
    expect(await updateSecret(secrets.keystore, () => Uint8Array.of(2))).toEqual(Uint8Array.of(2));
    expect(await getSecret(secrets.tokens)).toEqual({ ...TOKENS, expiresAt: 2 });
    expect(await getSecret(secrets.keystore)).toEqual(Uint8Array.of(2));
    expect(aws.calls).toEqual([]);
  });

  it('asks when, without turns', async () => {
    use({ tokens: TOKENS });
    const renew = () =>
      updateSecret(secrets.tokens, () => ({ expiresAt: 9 }), { when: ({ expiresAt }) => expiresAt < 5 });
    expect(await renew()).toEqual({ ...TOKENS, expiresAt: 9 });
    expect(await renew()).toEqual({ ...TOKENS, expiresAt: 9 });
  });

  it('merges fields, and rejects where the same field was changed', async () => {
    use({ tokens: TOKENS });
    const [one, other] = await Promise.all([
      updateSecret(secrets.tokens, () => ({ accessToken: 'a' })),
      updateSecret(secrets.tokens, () => ({ expiresAt: 2 })),
    ]);
    expect([one, other]).toContainEqual({ ...TOKENS, accessToken: 'a', expiresAt: 2 });
    const conflicting = updateSecret(secrets.tokens, async () => {
      await putSecret(secrets.tokens, { ...TOKENS, accessToken: 'theirs' });
      return { accessToken: 'mine' };
    });
    await expect(conflicting).rejects.toMatchObject({ name: 'SecretConflictError' });
    expect((await getSecret(secrets.tokens)).accessToken).toBe('theirs');
  });

  it('rejects for a key without a value, and with what does not match its declaration', async () => {
    use({ tokens: TOKENS });
    await expect(updateSecret(secrets.note, () => 'x')).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    const invalid = updateSecret(secrets.tokens, () => ({ accessToken: 7n }) as never);
    await expect(invalid).rejects.toMatchObject({ name: 'SecretUpdateLostError' });
  });
});
