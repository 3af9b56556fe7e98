import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { useSecrets } from '../testing/use-secrets.js';
import { rotationHandler } from './rotation-handler.js';
import { type RotationService, rotationService, SECRET, STEPS } from './rotation-service.test.support.js';
import type { RotationStrategy } from './strategy.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: { database: jsonSecret(['password']) },
});

type Value = { readonly password: string };
type Strategy = RotationStrategy<Value, Value>;

let service: RotationService;
let seen: unknown[];
beforeEach(async () => {
  service = await rotationService();
  seen = [];
});
afterEach(() => service.close());

/** Remembers what each of its functions is given. */
function strategy(own: Partial<Strategy> = {}): Strategy {
  return {
    create: ({ token, signal: _, ...step }) => {
      seen.push({ create: step });
      return { password: `made-by-${token}` };
    },
    set: ({ token: _, signal: __, ...step }) => void seen.push({ set: step }),
    test: ({ token: _, signal: __, ...step }) => void seen.push({ test: step }),
    ...own,
  };
}

const first = { password: 'first-password' };
const madeBy = (token: string) => ({ password: `made-by-${token}` });

describe('rotationHandler', () => {
  it('gives a strategy the pending, current and previous value, and makes the pending one current', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    const one = await service.rotate(handler);
    expect(seen).toEqual([
      { create: { current: first, previous: undefined } },
      { set: { current: first, previous: undefined, pending: madeBy(one) } },
      { test: { current: first, previous: undefined, pending: madeBy(one) } },
    ]);
    seen = [];
    const two = await service.rotate(handler);
    const given = { current: madeBy(one), previous: first };
    expect(seen).toEqual([
      { create: given },
      { set: { ...given, pending: madeBy(two) } },
      { test: { ...given, pending: madeBy(two) } },
    ]);
    expect(service.stages()).toEqual({ AWSCURRENT: two, AWSPREVIOUS: one });
  });

  it('gives values that show as redacted', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    await service.rotate(handler);
    expect(inspect(seen, { depth: 9 })).not.toMatch(/first-password|made-by/);
  });

  it('passes the token of the rotation and the RotationToken on to the put', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    const token = service.begin();
    const RotationToken = 'r'.repeat(40);
    await service.invoke(handler, token, 'createSecret', undefined, { RotationToken });
    expect(service.asked()).toEqual(['DescribeSecret', 'GetSecretValue', 'GetSecretValue', 'PutSecretValue']);
    expect(service.inputs().at(-1)?.input).toMatchObject({
      ClientRequestToken: token,
      RotationToken,
      VersionStages: ['AWSPENDING'],
    });
  });

  it('leaves no value in the cache of getSecret that is not current any more', async () => {
    const { getSecret } = await import('../client/default-client.js');
    expect(await getSecret(secrets.database)).toEqual(first);
    const token = await service.rotate(rotationHandler(secrets.database, strategy()));
    expect(await getSecret(secrets.database)).toEqual(madeBy(token));
  });

  it('adopts the value that an earlier attempt has written, and makes none', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    const token = service.begin();
    await service.invoke(handler, token, 'createSecret');
    seen = [];
    await service.invoke(handler, token, 'createSecret');
    expect(service.asked()).toEqual(['DescribeSecret', 'GetSecretValue']);
    expect(seen).toEqual([]);
  });

  it('adopts the value that another container writes at the same time', async () => {
    const token = service.begin();
    const faster = async () => {
      const input = { SecretId: SECRET, ClientRequestToken: token, SecretString: '{"password":"faster"}' };
      await service.call('PutSecretValue', { ...input, VersionStages: ['AWSPENDING'] });
      return { password: 'slower' };
    };
    const handler = rotationHandler(secrets.database, strategy({ create: faster }));
    await service.invoke(handler, token, 'createSecret');
    expect(await service.values()).toMatchObject({ pending: '{"password":"faster"}' });
  });

  it('tests a version that has the current value, as RotateImmediately: false has it tested', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    const token = service.begin();
    const input = { SecretId: SECRET, ClientRequestToken: token, SecretString: JSON.stringify(first) };
    await service.call('PutSecretValue', { ...input, VersionStages: ['AWSPENDING'] });
    await service.invoke(handler, token, 'testSecret');
    expect(seen).toEqual([{ test: { current: first, previous: undefined, pending: first } }]);
  });

  it.each(STEPS)('ends %s with success, and does nothing, once the version is current', async (step) => {
    const handler = rotationHandler(secrets.database, strategy());
    const token = await service.rotate(handler);
    seen = [];
    await service.invoke(handler, token, step);
    expect(service.asked()).toEqual(['DescribeSecret']);
    expect(seen).toEqual([]);
  });

  it('removes AWSPENDING from the current version, where an earlier attempt has left it', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    const token = service.begin();
    for (const step of STEPS) {
      const last = { call: 3, when: 'after' } as const;
      await service.invoke(handler, token, step, step === 'finishSecret' ? last : undefined);
    }
    expect(service.stages()).toMatchObject({ AWSCURRENT: token, AWSPENDING: token });
    await service.invoke(handler, token, 'finishSecret');
    expect(service.stages()).toEqual({ AWSCURRENT: token, AWSPREVIOUS: expect.any(String) });
  });

  it('reads a version again that is not found at once', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    const token = service.begin();
    const written = new Promise((resolve) => setTimeout(resolve, 150)).then(() =>
      service.call('PutSecretValue', {
        SecretId: SECRET,
        ClientRequestToken: token,
        SecretString: '{"password":"late"}',
        VersionStages: ['AWSPENDING'],
      }),
    );
    await service.invoke(handler, token, 'setSecret');
    await written;
    expect(seen).toMatchObject([{ set: { pending: { password: 'late' } } }]);
  });

  it('gives no previous value that is of an earlier declaration', async () => {
    service.aws.secrets.put(SECRET, '{"pin":1}');
    service.aws.secrets.put(SECRET, JSON.stringify(first));
    const revoke = () => void seen.push('revoked');
    const handler = rotationHandler(secrets.database, strategy({ revoke, minimumInterval: 0 }));
    await service.rotate(handler);
    expect(seen[0]).toEqual({ create: { current: first, previous: undefined } });
    expect(seen).not.toContain('revoked');
  });
});

describe('rotationHandler, of what it refuses', () => {
  const event = (own: object = {}) => ({
    Step: 'createSecret',
    SecretId: service.arn,
    ClientRequestToken: service.begin(),
    ...own,
  });
  const refusalOf = async (given: object, own: Partial<Strategy> = {}): Promise<unknown> => {
    const handler = rotationHandler(secrets.database, strategy(own));
    return handler(given as never).then(
      () => 'accepted',
      (error: unknown) => error,
    );
  };

  it.each<[string, object, string]>([
    ['no step', { Step: undefined }, 'must be createSecret, setSecret, testSecret, finishSecret, and got none of them'],
    ['an unknown step', { Step: 'dropSecret' }, 'and got "dropSecret"'],
    ['a step that is not a name', { Step: 'a b' }, 'and got none of them'],
    ['no token', { ClientRequestToken: undefined }, '"ClientRequestToken" of a rotation event must be 32 to 64'],
    ['a short token', { ClientRequestToken: 'x' }, '"ClientRequestToken" of a rotation event must be 32 to 64'],
    ['no secret', { SecretId: undefined }, 'must be that of "myapp/prod/database", which secrets.database is'],
    ['another secret', { SecretId: 'myapp/prod/other' }, 'must be that of "myapp/prod/database"'],
    [
      'a secret whose name begins alike',
      { SecretId: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/database-old-AbCdEf' },
      'must be that of "myapp/prod/database"',
    ],
  ])('refuses an event with %s before any call', async (_, own, message) => {
    expect(await refusalOf(event(own))).toMatchObject({
      name: 'RotationEventInvalidError',
      message: expect.stringContaining(message),
    });
    expect(service.asked()).toEqual([]);
    expect(seen).toEqual([]);
  });

  it('refuses a direct invocation with the command that rotates', async () => {
    expect(await refusalOf({})).toMatchObject({
      resolution: expect.stringMatching(/run: aws secretsmanager rotate-secret --secret-id myapp\/prod\/database$/),
    });
  });

  it('refuses a secret in Amplify’s store', async () => {
    const { configureSecrets } = await import('../client/default-client.js');
    configureSecrets({
      transport: service.transport,
      descriptor: { apps: { myapp: { environment: 'preview', store: 'amplify' } }, folders: ['/amplify/d123/x'] },
    });
    expect(await refusalOf(event())).toMatchObject({
      name: 'RotationEventInvalidError',
      message: 'The Amplify secret "database" cannot be rotated: only AWS Secrets Manager rotates secrets.',
    });
  });

  it('refuses to run on the values of useSecrets', async () => {
    const { restore } = useSecrets({ database: first });
    const refusal = await refusalOf(event());
    restore();
    expect(refusal).toMatchObject({
      name: 'RotationEventInvalidError',
      resolution: expect.stringContaining('startLocalAws'),
    });
  });

  it('refuses a secret that is not enabled for rotation', async () => {
    service.cancel();
    expect(await refusalOf(event())).toMatchObject({
      name: 'RotationStateInvalidError',
      message: expect.stringContaining('not enabled for rotation, or its rotation was cancelled'),
      resolution: expect.stringContaining('defineSecretRotation(backend, secrets.database, {'),
    });
  });

  it('refuses a version without a stage', async () => {
    const token = service.begin();
    service.begin('0'.repeat(32));
    const refusal = await refusalOf(event({ ClientRequestToken: token }));
    expect(refusal).toMatchObject({ name: 'RotationStateInvalidError' });
  });

  it('refuses a rotation while AWSPENDING is on the version of another one, and names the version', async () => {
    const stale = '5'.repeat(32);
    const input = { SecretId: SECRET, ClientRequestToken: stale, SecretString: '{"password":"stale"}' };
    await service.call('PutSecretValue', { ...input, VersionStages: ['AWSPENDING'] });
    const handler = rotationHandler(secrets.database, strategy());
    const error: unknown = await service.invoke(handler, '7'.repeat(32), 'createSecret').catch((reason) => reason);
    expect(error).toMatchObject({
      name: 'RotationStateInvalidError',
      message: expect.stringContaining(`version ${stale} has AWSPENDING`),
      resolution: expect.stringContaining(
        `aws secretsmanager update-secret-version-stage --version-stage AWSPENDING --secret-id myapp/prod/database --remove-from-version-id ${stale}\n`,
      ),
    });
  });

  it('does not undo a rollback', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    const before = service.stages().AWSCURRENT ?? '';
    const token = await service.rotate(handler);
    await service.call('UpdateSecretVersionStage', {
      SecretId: SECRET,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: before,
      RemoveFromVersionId: token,
    });
    await service.call('UpdateSecretVersionStage', {
      SecretId: SECRET,
      VersionStage: 'AWSPENDING',
      MoveToVersionId: token,
    });
    for (const step of STEPS) {
      await expect(service.invoke(handler, token, step)).rejects.toMatchObject({
        name: 'RotationStateInvalidError',
        message: expect.stringContaining('was current before, and was rolled back'),
      });
    }
    expect(service.stages().AWSCURRENT).toBe(before);
  });

  it('refuses to finish a version that has no value', async () => {
    const handler = rotationHandler(secrets.database, strategy());
    await expect(service.invoke(handler, service.begin(), 'finishSecret')).rejects.toMatchObject({
      name: 'SecretEmptyError',
    });
  });

  it('refuses what the declaration does not accept, before the put', async () => {
    const create = () => ({ password: '' });
    expect(await refusalOf(event(), { create })).toMatchObject({
      name: 'SecretValueInvalidError',
      resolution: 'Let "create" return a value as secrets.database declares it.',
    });
    expect(service.asked()).not.toContain('PutSecretValue');
  });

  it.each([
    ['a missing function', { test: undefined }, '"test" of a rotation strategy must be a function.'],
    ['an unknown member', { rollback: () => {} }, 'There is no option "rollback" of a rotation strategy.'],
    ['a revoke that is no function', { revoke: true }, '"revoke" of a rotation strategy must be a function.'],
    [
      'an interval below 0',
      { minimumInterval: -1 },
      '"minimumInterval" of a rotation strategy must be a number of seconds, 0 or more.',
    ],
  ])('refuses a strategy with %s', (_, own, message) => {
    expect(() => rotationHandler(secrets.database, { ...strategy(), ...own } as never)).toThrow(
      expect.objectContaining({ name: 'ClientOptionInvalidError', message }),
    );
  });
});

describe('rotationHandler, with `revoke`', () => {
  const hour = 3_600_000;

  async function atTime(run: (clock: { now: number }, handler: ReturnType<typeof rotationHandler>) => Promise<void>) {
    await service.close();
    const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
    service = await rotationService({ now: () => clock.now });
    const revoke: Strategy['revoke'] = ({ previous }) => void seen.push({ revoked: previous });
    await run(clock, rotationHandler(secrets.database, strategy({ revoke })));
  }

  it('revokes the previous value at the beginning of the next rotation', () =>
    atTime(async (clock, handler) => {
      clock.now += 2 * hour;
      await service.rotate(handler);
      expect(seen).not.toContainEqual({ revoked: first });
      clock.now += 2 * hour;
      await service.rotate(handler);
      expect(seen[3]).toEqual({ revoked: first });
    }));

  it('refuses a rotation while readers may use the value before the current one', () =>
    atTime(async (clock, handler) => {
      clock.now += 2 * hour;
      await service.rotate(handler);
      seen = [];
      clock.now += 3_890_000;
      const token = service.begin();
      await expect(service.invoke(handler, token, 'createSecret')).rejects.toMatchObject({
        name: 'RotationTooSoonError',
        message:
          'Secret "myapp/prod/database" was not rotated: its last change must be at least 3900 s ago, and was 3890 s ago. Until then, readers may use the value before it.',
        resolution:
          'Wait 10 s. Secrets Manager tries again by itself, or then: aws secretsmanager rotate-secret --secret-id myapp/prod/database',
      });
      expect(seen).toEqual([]);
      clock.now += 10_000;
      await service.invoke(handler, token, 'createSecret');
      expect(seen[0]).toEqual({ revoked: first });
    }));

  it('begins the first rotation of a secret at once, since there is nothing to revoke', () =>
    atTime(async (clock, handler) => {
      clock.now += 1_000;
      await service.rotate(handler);
      clock.now += 1_000;
      await expect(service.rotate(handler)).rejects.toMatchObject({ name: 'RotationTooSoonError' });
    }));

  it('counts the time from a rollback’s last change', () =>
    atTime(async (clock, handler) => {
      const before = service.stages().AWSCURRENT ?? '';
      clock.now += 2 * hour;
      const token = await service.rotate(handler);
      await service.call('UpdateSecretVersionStage', {
        SecretId: SECRET,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: before,
        RemoveFromVersionId: token,
      });
      await expect(service.invoke(handler, service.begin(), 'createSecret')).rejects.toMatchObject({
        name: 'RotationTooSoonError',
      });
    }));

  it('does not revoke a value that is the current one again', () =>
    atTime(async (clock, handler) => {
      service.aws.secrets.put(SECRET, '{ "password": "first-password" }');
      clock.now += 2 * hour;
      await service.rotate(handler);
      expect(seen[0]).toEqual({ create: { current: first, previous: first } });
    }));
});
