import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { createSecretsClient } from '../client/create-client.js';
import { defineSecrets } from '../define/define-secrets.js';
import { binarySecret, textSecret } from '../define/secret.js';
import { httpsTransport } from '../transport/https-transport.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';

export const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' }, dev: '*' },
  secrets: { database: textSecret(), keystore: binarySecret() },
});

export const NAME = 'myapp/prod/database';
const PREVIEW_NAME = '/amplify/d123/main-branch-abc/database';
const PREVIEW = {
  apps: { myapp: { environment: 'preview', store: 'amplify' } },
  folders: ['/amplify/d123/main-branch-abc'],
} as const;
const PROD = { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } } as const;

type Env = Parameters<LocalAws['env']>;

/** A database with one password. It refuses others as PostgreSQL does. */
export function oneUserDatabase(accepted: string) {
  const attempts: string[] = [];
  const database = {
    attempts,
    accepted,
    refused: 0,
    login: async (password: string): Promise<string> => {
      attempts.push(password);
      if (password === database.accepted) return `as ${password}`;
      database.refused++;
      throw Object.assign(new Error(`password authentication failed (${attempts.length})`), { code: '28P01' });
    },
  };
  return database;
}

/** A secret in the local AWS, a database whose password it is, the steps of its rotation, and a client that reads it. */
export async function startRotating(...as: Env) {
  const aws = await startLocalAws({ region: 'eu-west-1' });
  aws.secrets.put(NAME, 'v1');
  aws.parameters.put(PREVIEW_NAME, 'v1');
  const clock = { now: Date.now() };
  /** What was read, by stage; and what happens after the read of a stage. */
  const reads: string[] = [];
  const after: { stage: string; then: () => unknown }[] = [];
  const connect = (...of: Env): Transport => {
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = aws.env(...of);
    return httpsTransport({
      region: 'eu-west-1',
      credentials: {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: AWS_SECRET_ACCESS_KEY,
        sessionToken: AWS_SESSION_TOKEN,
      },
      env: { AWS_ENDPOINT_URL: aws.url },
      now: Date.now,
      random: () => 0,
    });
  };
  const admin = connect();
  const reading = connect(...as);
  const transport: Transport = {
    region: reading.region,
    call: async (operation, input, options) => {
      const stage = 'VersionStage' in input ? (input.VersionStage ?? 'AWSCURRENT') : operation;
      reads.push(stage);
      try {
        return await reading.call(operation, input, options);
      } finally {
        const index = after.findIndex((each) => each.stage === stage);
        for (const { then } of index < 0 ? [] : after.splice(index, 1)) await then();
      }
    },
  };
  const config = { transport, now: () => clock.now, random: () => 0, timeout: 2_000 };
  const call = <O extends Operation>(operation: O, input: Operations[O]['input']) =>
    admin.call(operation, input, { signal: AbortSignal.timeout(10_000) });
  const describe = async () => (await call('DescribeSecret', { SecretId: NAME })).VersionIdsToStages ?? {};
  const versionOf = async (stage: string) =>
    Object.entries(await describe()).find(([, stages]) => stages.includes(stage))?.[0];

  return {
    aws,
    clock,
    reads,
    database: oneUserDatabase('v1'),
    client: createSecretsClient({ descriptor: PROD, ...config }),
    preview: createSecretsClient({ descriptor: PREVIEW, ...config }),
    setPreview: (value: string) => aws.parameters.put(PREVIEW_NAME, value),
    /** Runs once, after the next read of this stage and before its reader goes on. */
    afterRead: (stage: string, then: () => unknown) => void after.push({ stage, then }),
    /** As the step createSecret. */
    putPending: (value: string) =>
      call('PutSecretValue', {
        SecretId: NAME,
        ClientRequestToken: crypto.randomUUID(),
        SecretString: value,
        VersionStages: ['AWSPENDING'],
      }),
    /** As the step finishSecret. */
    promote: async () => {
      const [MoveToVersionId = '', RemoveFromVersionId = ''] = [
        await versionOf('AWSPENDING'),
        await versionOf('AWSCURRENT'),
      ];
      const move = { SecretId: NAME, VersionStage: 'AWSCURRENT', MoveToVersionId, RemoveFromVersionId };
      await call('UpdateSecretVersionStage', move);
      // Some rotation functions leave it there, and some do not.
      const drop = { SecretId: NAME, VersionStage: 'AWSPENDING', RemoveFromVersionId: MoveToVersionId };
      await call('UpdateSecretVersionStage', drop);
    },
    put: (value: string) =>
      call('PutSecretValue', { SecretId: NAME, ClientRequestToken: crypto.randomUUID(), SecretString: value }),
    close: () => aws.close(),
  };
}

export type Rotating = Awaited<ReturnType<typeof startRotating>>;
