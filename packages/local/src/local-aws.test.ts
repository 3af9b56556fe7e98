import { afterEach, describe, expect, it } from 'vitest';
import { backendWith } from './backend.test.support.js';
import type { Role } from './iam/model.js';
import { type LocalAws, startLocalAws } from './local-aws.js';
import type { LocalAwsOptions } from './local-aws-options.js';
import { clientsFrom } from './sdk-clients.test.support.js';

const DAY = 86_400_000;
const open: LocalAws[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((aws) => aws.close()));
});

async function start(options?: LocalAwsOptions): Promise<LocalAws> {
  const aws = await startLocalAws(options);
  open.push(aws);
  return aws;
}

const role: Role = {
  arn: 'arn:aws:iam::123456789012:role/reader',
  name: 'reader',
  account: '123456789012',
  policies: [],
};
const backend = backendWith({
  roles: [role],
  secrets: [{ logicalId: 'S', name: 'made', arn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:made-AbCdEf' }],
});

describe('startLocalAws', () => {
  it('listens on loopback, each on another port', async () => {
    const [first, second] = [await start(), await start()];
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(second.url).not.toBe(first.url);
  });

  it('listens on the given port, and refuses one where another program listens', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(startLocalAws({ port })).rejects.toMatchObject({
      name: 'PortUnavailableError',
      message: `The local AWS could not listen on 127.0.0.1:${port}: another program listens there.`,
    });
    await open.pop()?.close();
    expect((await start({ port })).url).toBe(url);
  });

  it('returns environment variables that an SDK reads', async () => {
    const aws = await start({ region: 'eu-west-1' });
    expect(aws.env()).toMatchObject({
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(aws.env()).not.toHaveProperty('AWS_SESSION_TOKEN');
    expect(aws.env(role)).toMatchObject({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_SESSION_TOKEN: expect.any(String),
    });
  });

  it('names a role’s session by the option sessionName', async () => {
    const aws = await start();
    const identity = await clientsFrom(aws.env(role, { sessionName: 'my-function' })).sts.getCallerIdentity({});
    expect(identity.Arn).toBe('arn:aws:sts::123456789012:assumed-role/reader/my-function');
    expect(identity.UserId).toMatch(/^AROA[A-Z2-7]{17}:my-function$/);
    expect(identity.Account).toBe('123456789012');
  });
});

describe('accessKey', () => {
  it('returns the key of a role, with the permissions that it has by now', async () => {
    const deployment = { type: 'branch', namespace: 'd1', name: 'main' } as const;
    const aws = await start({ backends: [{ ...backend, deployment }] });
    const env = aws.env('reader', { expiresAt: 1 });
    const found = () => aws.accessKey(env.AWS_ACCESS_KEY_ID ?? '');
    expect(found()).toEqual({
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      sessionToken: env.AWS_SESSION_TOKEN,
      expiresAt: 1,
      principal: 'arn:aws:sts::123456789012:assumed-role/reader/local',
      role,
    });
    const policies = [{ name: 'p', document: { Statement: { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' } } }];
    aws.load({ ...backend, deployment, roles: [{ ...role, policies }] });
    expect(found()?.role?.policies).toEqual(policies);
  });

  it('returns that of the administrator without a role, and none that it has not issued', async () => {
    const aws = await start();
    const env = aws.env();
    expect(aws.accessKey(env.AWS_ACCESS_KEY_ID ?? '')).toEqual({
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      principal: 'arn:aws:iam::123456789012:user/administrator',
    });
    expect(aws.accessKey('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
  });
});

describe('a loaded backend', () => {
  it('makes its roles known by name and ARN', async () => {
    const aws = await start({ backends: [backend] });
    expect(aws.env('reader').AWS_SESSION_TOKEN).toBeDefined();
    expect(aws.env(role.arn).AWS_SESSION_TOKEN).toBeDefined();
  });

  it('makes its roles known by logical id, which no generated name hides', async () => {
    const made: Role = {
      ...role,
      name: 'amplify-d1-main-AmplifySecretsComputeRol-0a1b2c',
      logicalId: 'AmplifySecretsComputeRole',
    };
    const aws = await start({ backends: [{ ...backend, roles: [made] }] });
    expect(aws.env('AmplifySecretsComputeRole').AWS_SESSION_TOKEN).toBeDefined();
    const another: Role = { ...made, policies: [{ name: 'p', document: { Statement: [] } }] };
    const both = await start({ backends: [{ ...backend, roles: [made, another] }] });
    expect(() => both.env('AmplifySecretsComputeRole')).toThrow(expect.objectContaining({ name: 'RoleUnknownError' }));
  });

  it('is listed with its roles when another role is wanted', async () => {
    const aws = await start({ backends: [backend] });
    expect(() => aws.env('writer')).toThrow(
      expect.objectContaining({
        name: 'RoleUnknownError',
        message: expect.stringContaining('reader'),
        resolution: expect.any(String),
      }),
    );
  });

  it('refuses the name of two roles that differ', async () => {
    const twin: Role = { ...role, policies: [{ name: 'p', document: { Statement: [] } }] };
    const aws = await start({ backends: [backend, { ...backend, roles: [twin] }] });
    expect(() => aws.env('reader')).toThrow(expect.objectContaining({ name: 'RoleUnknownError' }));
    expect(aws.env(twin).AWS_SESSION_TOKEN).toBeDefined();
  });

  it.each<[string, Partial<Role>]>([
    ['boundary', { boundary: { name: 'edge', document: { Statement: [] } } }],
    ['path', { arn: 'arn:aws:iam::123456789012:role/team/reader' }],
  ])('nor where they differ in their %s alone', async (_what, difference) => {
    const twin = { ...role, ...difference };
    const aws = await start({ backends: [backend, { ...backend, roles: [twin] }] });
    expect(() => aws.env('reader')).toThrow(expect.objectContaining({ name: 'RoleUnknownError' }));
    const same = await start({ backends: [backend, { ...backend, roles: [{ ...role }] }] });
    expect(same.env('reader').AWS_SESSION_TOKEN).toBeDefined();
  });

  it.each([[undefined], [null], [''], [0], [false], [{}], [{ name: 'reader' }], [[]], [{ ...role, policies: 'all' }]])(
    'refuses %j as a role, and does not return the administrator’s credentials',
    async (asked) => {
      const aws = await start({ backends: [backend] });
      const refused = expect.objectContaining({ name: 'RoleUnknownError', resolution: expect.any(String) });
      // What a program without types may pass.
      const untyped: { env(...given: unknown[]): unknown } = { env: aws.env as (...given: unknown[]) => unknown };
      expect(() => untyped.env(asked)).toThrow(refused);
      expect(() => untyped.env(asked, { sessionName: 'x' })).toThrow(refused);
      expect(aws.env()).not.toHaveProperty('AWS_SESSION_TOKEN');
    },
  );

  it('replaces the permissions of credentials, when its deployment is loaded again', async () => {
    const deployment = { type: 'branch', namespace: 'd1', name: 'main' } as const;
    const allowing: Role = {
      ...role,
      policies: [
        {
          name: 'p',
          document: { Statement: { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' } },
        },
      ],
    };
    const aws = await start({ backends: [{ ...backend, deployment, roles: [allowing] }] });
    aws.secrets.put('made', 'alpha');
    const { secrets } = clientsFrom(aws.env('reader'));
    const read = () => secrets.getSecretValue({ SecretId: 'made' }).then(({ SecretString }) => SecretString);
    expect(await read()).toBe('alpha');
    aws.load({ ...backend, deployment });
    await expect(read()).rejects.toThrow('no identity-based policy allows');
    aws.load({ ...backend, deployment, roles: [allowing] });
    expect(await read()).toBe('alpha');
    expect(aws.env('reader').AWS_SESSION_TOKEN).toBeDefined();
  });

  it('creates the secrets of its templates once', async () => {
    const aws = await start({ backends: [backend] });
    aws.load(backend);
    expect(aws.secrets.list().map(({ arn }) => arn)).toEqual([backend.secrets[0]?.arn]);
    expect(aws.secrets.put('made', 'alpha').arn).toBe(backend.secrets[0]?.arn);
  });

  it('is refused when a secret of its templates exists already', async () => {
    const aws = await start();
    aws.secrets.put('made', 'alpha');
    expect(() => aws.load(backend)).toThrow(expect.objectContaining({ name: 'SecretConflictError' }));
  });
});

describe('a seed', () => {
  it('is read by every client', async () => {
    const aws = await start();
    const { versionId } = aws.secrets.put('one', 'alpha');
    aws.parameters.put('/app/one', 'beta');
    const { secrets, parameters } = clientsFrom(aws.env());
    expect(await secrets.getSecretValue({ SecretId: 'one' })).toMatchObject({
      SecretString: 'alpha',
      VersionId: versionId,
    });
    const read = await parameters.getParameter({ Name: '/app/one', WithDecryption: true });
    expect(read.Parameter).toMatchObject({ Value: 'beta', Type: 'SecureString', Version: 1 });
  });

  it('becomes a version with the given staging labels', async () => {
    const aws = await start();
    const first = aws.secrets.put('one', 'alpha');
    const second = aws.secrets.put('one', Uint8Array.of(1), { versionStages: ['AWSPENDING'] });
    expect(aws.secrets.list()).toEqual([
      expect.objectContaining({ name: 'one', stages: { AWSCURRENT: first.versionId, AWSPENDING: second.versionId } }),
    ]);
    expect(aws.parameters.put('p', 'a').version).toBe(1);
    expect(aws.parameters.put('p', 'b').version).toBe(2);
  });

  it('is listed without its value', async () => {
    const aws = await start();
    aws.secrets.put('one', 'canary');
    aws.parameters.put('p', 'canary');
    expect(JSON.stringify([aws.secrets.list(), aws.parameters.list()])).not.toContain('canary');
  });

  it.each([
    ['a bad name', (aws: LocalAws) => aws.secrets.put('a b', 'alpha')],
    ['an empty value', (aws: LocalAws) => aws.secrets.put('one', '')],
    ['a large value', (aws: LocalAws) => aws.secrets.put('one', 'canary'.repeat(12_000))],
    ['large bytes', (aws: LocalAws) => aws.secrets.put('one', new Uint8Array(65_537))],
    ['a bad parameter name', (aws: LocalAws) => aws.parameters.put('/a//b', 'alpha')],
    ['a large parameter', (aws: LocalAws) => aws.parameters.put('p', 'canary'.repeat(2000))],
  ])('is refused with %s, and the message does not contain the value', async (_what, put) => {
    const aws = await start();
    expect(() => put(aws)).toThrow(
      expect.objectContaining({ name: 'SeedInvalidError', message: expect.not.stringContaining('canary') }),
    );
    expect([...aws.secrets.list(), ...aws.parameters.list()]).toEqual([]);
  });

  it('exists in one region only', async () => {
    const aws = await start();
    aws.secrets.put('one', 'alpha', { region: 'eu-west-1' });
    const here = clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'one' });
    await expect(here).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const there = clientsFrom({ ...aws.env(), AWS_REGION: 'eu-west-1' }).secrets.getSecretValue({ SecretId: 'one' });
    expect(await there).toMatchObject({ SecretString: 'alpha', ARN: expect.stringContaining(':eu-west-1:') });
  });

  it('is removed at once', async () => {
    const aws = await start();
    aws.secrets.put('one', 'alpha');
    aws.parameters.put('p', 'beta');
    expect([aws.secrets.remove('one'), aws.secrets.remove('one')]).toEqual([true, false]);
    expect([aws.parameters.remove('p'), aws.parameters.remove('p')]).toEqual([true, false]);
  });
});

describe('a secret, by the injected clock and random source,', () => {
  it('is removed when its recovery window ends', async () => {
    let now = Date.now();
    const aws = await start({ now: () => now });
    aws.secrets.put('one', 'alpha');
    const { secrets } = clientsFrom(aws.env());
    await secrets.deleteSecret({ SecretId: 'one', RecoveryWindowInDays: 7 });
    now += 7 * DAY - 1;
    expect(aws.secrets.list()).toHaveLength(1);
    now += 1;
    expect(aws.secrets.list()).toEqual([]);
  });

  it('keeps 100 versions, and beyond them those of the last day and those with a label', async () => {
    let now = Date.now();
    const aws = await start({ now: () => now });
    for (let index = 0; index < 120; index += 1) aws.secrets.put('one', `v${index}`);
    const listed = async () => {
      const clients = clientsFrom(aws.env());
      clients.secrets.config.systemClockOffset = now - Date.now();
      return (await clients.secrets.listSecretVersionIds({ SecretId: 'one', IncludeDeprecated: true, MaxResults: 100 }))
        .NextToken;
    };
    expect(await listed()).toBeDefined();
    now += DAY;
    aws.secrets.put('one', 'last');
    expect(await listed()).toBeUndefined();
  });

  it('has another suffix when its name is used again, even from a constant source', async () => {
    const aws = await start({ random: () => 0.5 });
    const arns = ['a', 'b', 'c'].map((value) => {
      const { arn } = aws.secrets.put('one', value);
      aws.secrets.remove('one');
      return arn;
    });
    expect(new Set(arns).size).toBe(3);
    expect(arns[0]).toMatch(/:secret:one-[A-Za-z0-9]{6}$/);
  });
});

describe('close', () => {
  it('can be repeated', async () => {
    const aws = await start();
    await Promise.all([aws.close(), aws.close()]);
    await expect(clientsFrom(aws.env()).sts.getCallerIdentity({})).rejects.toThrow();
  });

  it('ends a request that hangs', async () => {
    const aws = await start();
    aws.faults.add({ kind: 'hang' });
    const hanging = clientsFrom(aws.env()).sts.getCallerIdentity({});
    const failed = expect(hanging).rejects.toThrow();
    while (aws.calls.length === 0) await new Promise(setImmediate);
    await aws.close();
    await failed;
  });
});
