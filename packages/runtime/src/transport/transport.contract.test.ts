import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sdkTransport } from '../sdk/index.js';
import type { AwsCredentials } from './aws-credentials.js';
import { httpsTransport } from './https-transport.js';
import type { Transport } from './transport.js';
import { transportContract } from './transport-contract.test.support.js';

const region = 'eu-west-1';
const MOTO = process.env.MOTO_ENDPOINT;
const EXPIRING = {
  arn: 'arn:aws:iam::123456789012:role/expiring',
  name: 'expiring',
  account: '123456789012',
  policies: [],
};
type Connect = (endpoint: string, credentials: AwsCredentials | (() => Promise<AwsCredentials>)) => Transport;

const TRANSPORTS: readonly (readonly [string, Connect])[] = [
  [
    'The built-in transport',
    (endpoint, credentials) =>
      httpsTransport({ region, credentials, env: { AWS_ENDPOINT_URL: endpoint }, now: Date.now, random: () => 0 }),
  ],
  [
    "The AWS SDK's transport",
    (endpoint, given) => {
      const config = {
        region,
        endpoint,
        credentials: typeof given === 'function' ? async () => plain(await given()) : plain(given),
      };
      return sdkTransport({ secretsManager: new SecretsManagerClient(config), ssm: new SSMClient(config) });
    },
  ],
];

/** The SDK's type has no member that is there and undefined. */
function plain({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

function credentialsIn({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }: Record<string, string>) {
  return {
    accessKeyId: AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: AWS_SESSION_TOKEN,
  };
}

async function scheduleDeletion(endpoint: string, credentials: AwsCredentials, name: string): Promise<void> {
  const client = new SecretsManagerClient({ region, endpoint, credentials: plain(credentials) });
  await client.send(new DeleteSecretCommand({ SecretId: name }));
  client.destroy();
}

describe.each(TRANSPORTS)('%s, to the local AWS, which verifies every signature', (name, connect) => {
  let aws: LocalAws;
  let ahead = 0;
  beforeAll(async () => {
    aws = await startLocalAws({
      region,
      now: () => Date.now() + ahead,
      authorize: ({ action }) =>
        action.startsWith('kms:')
          ? { effect: 'deny', reason: 'implicit-deny', unknowns: [] }
          : { effect: 'allow', reason: 'allowed', unknowns: [] },
    });
    aws.secrets.put('app/prod/here', 'here');
  });
  afterAll(() => aws.close());
  afterEach(() => {
    ahead = 0;
    aws.faults.clear();
    aws.calls.clear();
  });

  const signal = new AbortController().signal;
  const read = (options: { retry?: boolean } = {}, transport = connect(aws.url, credentialsIn(aws.env()))) =>
    transport.call('GetSecretValue', { SecretId: 'app/prod/here' }, { signal, ...options });

  transportContract(name, () => ({
    transport: connect(aws.url, credentialsIn(aws.env())),
    putSecret: (secret, value) => void aws.secrets.put(secret, value),
    putParameter: (parameter, value) => void aws.parameters.put(parameter, value),
    deleteSecret: (secret) => scheduleDeletion(aws.url, credentialsIn(aws.env()), secret),
  }));

  it.each([
    { kind: 'throttle' },
    { kind: 'error', status: 500 },
    { kind: 'error', status: 503 },
    { kind: 'reset' },
    { kind: 'reset', when: 'midway' },
  ] as const)('retries after %j', async (fault) => {
    aws.faults.add({ ...fault, times: 1 });
    expect((await read()).SecretString).toBe('here');
    expect(aws.calls.length).toBe(2);
  });

  it.each([
    [{ kind: 'throttle' }, 'throttled'],
    [{ kind: 'error', status: 500 }, 'unreachable'],
    [{ kind: 'error', status: 503 }, 'unreachable'],
    [{ kind: 'reset' }, 'unreachable'],
    [{ kind: 'reset', when: 'midway' }, 'unreachable'],
    [{ kind: 'malformed' }, 'unreachable'],
    [{ kind: 'malformed', body: 'html' }, 'unreachable'],
  ] as const)('does not retry when `retry` is false: %j', async (fault, kind) => {
    aws.faults.add(fault);
    await expect(read({ retry: false })).rejects.toMatchObject({ name: 'TransportFault', kind });
    expect(aws.calls.length).toBe(1);
  });

  it('makes at most three attempts', async () => {
    aws.faults.add({ kind: 'error' });
    await expect(read()).rejects.toMatchObject({ kind: 'unreachable' });
    expect(aws.calls.length).toBe(3);
  });

  it.each([{ kind: 'hang' }, { kind: 'drip', everyMs: 1000 }] as const)(
    'ends when the signal aborts: %j',
    async (fault) => {
      aws.faults.add(fault);
      const controller = new AbortController();
      const transport = connect(aws.url, credentialsIn(aws.env()));
      const call = transport.call('GetSecretValue', { SecretId: 'app/prod/here' }, { signal: controller.signal });
      const rejected = expect(call).rejects.toMatchObject({ kind: 'timeout' });
      while (aws.calls.length === 0) await new Promise(setImmediate);
      controller.abort();
      await rejected;
    },
  );

  it('reports a KMS key that may not be used', async () => {
    const role = { arn: `arn:aws:iam::${aws.account}:role/reader`, name: 'reader', account: aws.account, policies: [] };
    aws.secrets.put('app/prod/locked', 'locked', { kmsKeyId: '0d990263-018e-4e65-a703-eff731de951e' });
    const transport = connect(aws.url, credentialsIn(aws.env(role)));
    await expect(transport.call('GetSecretValue', { SecretId: 'app/prod/locked' }, { signal })).rejects.toMatchObject({
      kind: 'refused',
      code: 'AccessDeniedException',
      reason: 'key',
    });
  });

  it.each([12, -12])('corrects its clock once when it is %i minutes off', async (minutes) => {
    ahead = minutes * 60_000;
    const transport = connect(aws.url, credentialsIn(aws.env()));
    for (let reads = 0; reads < 3; reads++) {
      expect((await read({ retry: false }, transport)).SecretString).toBe('here');
    }
    expect(aws.calls.length).toBe(4);
  });

  describe('with credentials that expired', () => {
    const expired = () => credentialsIn(aws.env(EXPIRING, { expiresAt: 1 }));
    const code = 'ExpiredTokenException';

    it('gets others and continues', async () => {
      const given = [expired(), credentialsIn(aws.env())];
      const transport = connect(aws.url, async () => given.shift() ?? credentialsIn(aws.env()));
      expect((await read({ retry: false }, transport)).SecretString).toBe('here');
      expect(aws.calls.map(({ outcome }) => outcome)).toEqual([code, 'ok']);
    });

    it('reports it when there are no others', async () => {
      const same = expired();
      await expect(read({}, connect(aws.url, same))).rejects.toMatchObject({ kind: 'refused', code });
      await expect(
        read(
          {},
          connect(aws.url, async () => same),
        ),
      ).rejects.toMatchObject({ kind: 'refused', code });
      expect(aws.calls.length).toBe(2);
    });

    it('gives up when the others have expired too', async () => {
      await expect(
        read(
          {},
          connect(aws.url, async () => expired()),
        ),
      ).rejects.toMatchObject({ kind: 'refused', code });
      expect(aws.calls.length).toBeLessThan(6);
    });
  });
});

describe.skipIf(MOTO === undefined)('Against moto (skipped where MOTO_ENDPOINT is not set)', () => {
  const endpoint = MOTO ?? '';
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const manager = new SecretsManagerClient({ region, endpoint, credentials });
  const parameters = new SSMClient({ region, endpoint, credentials });
  beforeAll(() => fetch(new URL('/moto-api/reset', endpoint), { method: 'POST' }));
  afterEach(() => fetch(new URL('/moto-api/reset', endpoint), { method: 'POST' }));

  for (const [name, connect] of TRANSPORTS) {
    transportContract(`${name}, to moto,`, () => ({
      transport: connect(endpoint, credentials),
      putSecret: async (Name, value) => {
        const content = typeof value === 'string' ? { SecretString: value } : { SecretBinary: value };
        await manager.send(new CreateSecretCommand({ Name, ...content }));
      },
      putParameter: async (Name, Value) => {
        await parameters.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' }));
      },
      deleteSecret: (secret) => scheduleDeletion(endpoint, credentials, secret),
    }));
  }
});
