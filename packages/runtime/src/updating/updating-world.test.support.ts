import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { z } from 'zod';
import type { SecretsClientConfig } from '../client/client-config.js';
import { createSecretsClient } from '../client/create-client.js';
import type { SecretsClient } from '../client/secrets-client.js';
import type { Descriptor } from '../contract/descriptor.js';
import { defineSecrets } from '../define/define-secrets.js';
import { binarySecret, jsonSecret, textSecret } from '../define/secret.js';
import type { SecretEvent } from '../events/events.js';
import { httpsTransport } from '../transport/https-transport.js';
import type { Operation, Operations, SecretValue, Transport } from '../transport/transport.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
}

export const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' }, dev: '*' },
  secrets: {
    tokens: jsonSecret<Tokens>(),
    counter: jsonSecret(z.object({ count: z.string().transform(Number) })),
    list: jsonSecret<readonly string[]>(),
    note: textSecret(),
    keystore: binarySecret(),
  },
});

export const NAME = 'myapp/prod/tokens';
export const TOKENS: Tokens = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresAt: 1 };
const prod: Descriptor = { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } };
export const preview: Descriptor = {
  apps: { myapp: { environment: 'preview', store: 'amplify' } },
  folders: ['/amplify/d123/main-branch-abc', '/amplify/shared/d123'],
};

const ROLE = {
  arn: 'arn:aws:iam::123456789012:role/token-refresh',
  name: 'token-refresh',
  account: '123456789012',
  policies: [],
};

const { signal } = new AbortController();

/** What a test does between a call and its answer, or in place of it. */
export type Meddle = <O extends Operation>(
  operation: O,
  input: Operations[O]['input'],
  send: () => Promise<Operations[O]['output']>,
) => Promise<Operations[O]['output']>;

/** A transport over another one, with a test in between. */
export function meddled(transport: Transport, meddle: Meddle): Transport {
  return {
    region: () => transport.region(),
    call: (operation, input, options) => meddle(operation, input, () => transport.call(operation, input, options)),
  };
}

/** The local AWS with some secrets, and clients of it. */
export async function updatingWorld() {
  const clock = { ahead: 0 };
  const denied = new Set<string>();
  const aws = await startLocalAws({
    region: 'eu-west-1',
    now: () => Date.now() + clock.ahead,
    authorize: ({ action }) =>
      denied.has(action)
        ? { effect: 'deny', reason: 'implicit-deny', unknowns: [] }
        : { effect: 'allow', reason: 'allowed', unknowns: [] },
  });
  aws.secrets.put(NAME, JSON.stringify(TOKENS));
  aws.secrets.put('myapp/prod/counter', '{"count":"1","by":"nobody"}');
  aws.secrets.put('myapp/prod/list', '["a"]');
  aws.secrets.put('myapp/prod/note', 'first');
  aws.secrets.put('myapp/prod/keystore', Buffer.of(1, 2));
  const transport = transportTo(aws);

  return {
    aws,
    clock,
    denied,
    transport,
    asked: () => aws.calls.map(({ operation }) => operation),
    client: (config: Partial<SecretsClientConfig> = {}) => clientOf(transport, config),
    /** A client whose calls a test meddles with. */
    meddling: (meddle: Meddle, config: Partial<SecretsClientConfig> = {}) =>
      clientOf(meddled(transport, meddle), config),
    /** As AWS has it now; of a stage or a version. */
    stored: (of: { readonly VersionStage?: string; readonly VersionId?: string } = {}, SecretId = NAME) =>
      transport.call('GetSecretValue', { SecretId, ...of }, { signal }),
    /** Puts a version as another writer does, or one beside the current. */
    put: async (value: unknown, stages?: string[], id: string = crypto.randomUUID()) => {
      const input = { SecretId: NAME, ClientRequestToken: id, SecretString: JSON.stringify(value) };
      await transport.call('PutSecretValue', stages ? { ...input, VersionStages: stages } : input, { signal });
      return id;
    },
  };
}

function clientOf(
  transport: Transport,
  config: Partial<SecretsClientConfig>,
): SecretsClient & { events: SecretEvent[] } {
  const events: SecretEvent[] = [];
  const client = createSecretsClient({
    descriptor: prod,
    transport,
    onEvent: (event) => events.push(event),
    ...config,
  });
  return { ...client, events };
}

export function transportTo(aws: LocalAws): Transport {
  return httpsTransport({ region: 'eu-west-1', env: aws.env(ROLE), now: Date.now, random: () => 0 });
}

export function jsonOf({ SecretString = '' }: SecretValue): unknown {
  return JSON.parse(SecretString);
}
