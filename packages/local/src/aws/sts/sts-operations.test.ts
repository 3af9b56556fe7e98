import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allow, roleWith } from '../../backend.test.support.js';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

let aws: LocalAws;
let now: number;
beforeEach(async () => {
  now = Date.now();
  aws = await startLocalAws({ now: () => now });
  aws.secrets.put('one', 'alpha');
});
afterEach(() => aws.close());

async function session(DurationSeconds?: number) {
  const { sts } = clientsFrom(aws.env());
  const { Credentials } = await sts.getSessionToken(DurationSeconds === undefined ? {} : { DurationSeconds });
  const environment = {
    ...aws.env(),
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  };
  return { clients: clientsFrom(environment), expiration: Credentials?.Expiration?.getTime(), environment };
}

describe('F: GetSessionToken', () => {
  it('returns temporary credentials of the same user', async () => {
    const { clients, environment } = await session();
    expect(environment.AWS_ACCESS_KEY_ID).toMatch(/^ASIA/);
    expect(await clients.sts.getCallerIdentity({})).toMatchObject({
      Arn: (await clientsFrom(aws.env()).sts.getCallerIdentity({})).Arn,
    });
    expect(await clients.secrets.getSecretValue({ SecretId: 'one' })).toMatchObject({ SecretString: 'alpha' });
  });

  it.each([
    [undefined, 43_200],
    [900, 900],
    [129_600, 129_600],
  ])('returns credentials for DurationSeconds %s that expire after %s seconds', async (duration, seconds) => {
    expect((await session(duration)).expiration).toBe(now + seconds * 1000);
  });

  it('returns credentials that are refused once they have expired', async () => {
    const { clients } = await session(900);
    now += 900_000;
    const credentials = clients.secrets.getSecretValue({ SecretId: 'one' });
    await expect(credentials).rejects.toThrow(/expired/);
  });

  it.each([899, 129_601])('refuses DurationSeconds %s', async (duration) => {
    await expect(session(duration)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("at 'durationSeconds'"),
    });
  });

  it('refuses credentials of a session, of a role or of a user', async () => {
    const { clients } = await session();
    const role = clientsFrom(aws.env(roleWith(allow('*', '*'))));
    for (const { sts } of [clients, role]) {
      await expect(sts.getSessionToken({})).rejects.toMatchObject({
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
      });
    }
  });
});
