import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import {
  generatedSecret,
  overlappingKeys,
  type RotationEvent,
  type RotationHandler,
  refreshedToken,
  rotationHandler,
} from '@amplify-secrets/runtime/rotation';
import { countFromHere, watchStore } from '../databases/kill-point.js';
import { secrets } from './rotated-keys.js';

// The rotation functions that are killed. What they send to the provider is counted as what they send to the store is.

watchStore();

interface ApiKey {
  readonly keyId: string;
  readonly apiKey: string;
}

export const sessionKeys = killable(rotationHandler(secrets.sessionKeys, generatedSecret()));
export const namedKeys = killable(
  rotationHandler(
    secrets.namedKeys,
    twoKeys('namedKeys', (name) => ({ name })),
  ),
);
export const unnamedKeys = killable(
  rotationHandler(
    secrets.unnamedKeys,
    twoKeys('unnamedKeys', () => ({})),
  ),
);

export const token = killable(
  rotationHandler(
    secrets.token,
    refreshedToken({
      create: async () => {
        const { apiKey } = await ask<ApiKey>('POST', 'token/keys');
        return { apiKey, expiresAt: Date.now() + 12 * 3_600_000 };
      },
      expiresAt: ({ expiresAt }) => expiresAt,
      test: ({ pending }) => expectAccepted('token', pending.apiKey),
    }),
  ),
);

export const password = killable(
  rotationHandler(secrets.password, {
    create: () => ({ apiKey: randomUUID() }),
    set: async ({ current, previous, pending }) => {
      if (await isAccepted('password', pending.apiKey)) return;
      const known = (await isAccepted('password', current.apiKey)) ? current : previous;
      if (known) await ask('PUT', 'password/password', { key: known.apiKey, sent: { password: pending.apiKey } });
    },
    test: ({ pending }) => expectAccepted('password', pending.apiKey),
  }),
);

function twoKeys(account: string, idempotency: (token: string) => object) {
  return overlappingKeys<ApiKey, ApiKey>({
    create: ({ token }) => ask('POST', `${account}/keys`, { sent: idempotency(token) }),
    revoke: async ({ previous }) => {
      await ask('DELETE', `${account}/keys/${previous.keyId}`);
    },
    test: ({ pending }) => expectAccepted(account, pending.apiKey),
    key: ({ keyId }) => keyId,
  });
}

function killable(handler: RotationHandler): RotationHandler {
  return async (event: RotationEvent, context) => {
    if (event.Step === 'createSecret') countFromHere();
    await handler(event, context);
  };
}

async function expectAccepted(account: string, key: string): Promise<void> {
  if (!(await isAccepted(account, key))) throw new Error('The new key is not accepted.');
}

async function isAccepted(account: string, key: string): Promise<boolean> {
  return (await send('GET', account, { key })).statusCode === 200;
}

async function ask<T>(method: string, path: string, options: { key?: string; sent?: object } = {}): Promise<T> {
  const { statusCode, body } = await send(method, path, options);
  if (statusCode !== 200 && statusCode !== 404) throw Object.assign(new Error('refused'), { code: statusCode });
  return body as T;
}

async function send(method: string, path: string, { key = '', sent = {} }: { key?: string; sent?: object }) {
  const body = JSON.stringify(sent);
  const headers = { authorization: key, 'content-length': body.length };
  const request = http.request(`${process.env.PROVIDER_URL}/${path}`, { method, headers });
  request.end(body);
  const [response]: IncomingMessage[] = await once(request, 'response');
  return { statusCode: response?.statusCode, body: response && (await json(response)) };
}
