import { createServer } from 'node:net';
import { isAuthFailure } from '@amplify-secrets/runtime';
import Anthropic from '@anthropic-ai/sdk';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Octokit } from '@octokit/core';
import axios from 'axios';
import OpenAI from 'openai';
import Stripe from 'stripe';
import { Client, interceptors, request, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, rejectionOf, startHttpServer } from './http-server.test.support.js';

let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());

/** How each client is called. Those that reject with an error, then those that resolve with a response. */
const REJECTING: Readonly<Record<string, (url: string, port: number) => Promise<unknown>>> = {
  axios: (url) => axios.get(url),
  'undici, with the interceptor for error responses': (url) => {
    const client = new Client(url).compose(interceptors.responseError());
    return client.request({ path: '/', method: 'GET' }).finally(() => client.close());
  },
  stripe: (_, port) =>
    new Stripe('sk_test_1', {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    }).balance.retrieve(),
  '@octokit/core': (url) => new Octokit({ auth: 'ghp_1', baseUrl: url, log: silent }).request('GET /user'),
  openai: (url) => new OpenAI({ apiKey: 'sk-1', baseURL: url, maxRetries: 0 }).models.list(),
  '@anthropic-ai/sdk': (url) => new Anthropic({ apiKey: 'sk-ant-1', baseURL: url, maxRetries: 0 }).models.list(),
};
const RESPONDING: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  fetch: (url) => fetch(url),
  'the fetch of undici': (url) => undiciFetch(url),
};
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const REFUSED: readonly (readonly [string, Answer])[] = [
  ['401', { status: 401, body: { error: { message: 'no such key' } } }],
  [
    '403 with a challenge that says invalid_token',
    { status: 403, headers: { 'www-authenticate': 'Bearer realm="api", error="invalid_token"' } },
  ],
  ['403 with a code of AWS', { status: 403, headers: { 'x-amzn-errortype': 'UnrecognizedClientException:http://x/' } }],
];
const OTHER: readonly (readonly [string, Answer])[] = [
  ['403 without a code', { status: 403 }],
  [
    '403 for a permission',
    {
      status: 403,
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope"', 'x-amzn-errortype': 'AccessDeniedException' },
    },
  ],
  ['404', { status: 404 }],
  ['429', { status: 429, body: { error: { type: 'rate_limit_error', message: 'slow down' } } }],
  ['500', { status: 500 }],
];

describe('isAuthFailure, of what HTTP clients reject with', () => {
  for (const [name, call] of Object.entries(REJECTING)) {
    it.each(REFUSED)(`recognises an error of ${name}: %s`, async (_, answer) => {
      server.answers(answer);
      const error = await rejectionOf(call(server.url, server.port));
      expect(isAuthFailure(error)).toBe(true);
      expect(isAuthFailure(new Error('The sync failed.', { cause: new AggregateError([new Error('x'), error]) }))).toBe(
        true,
      );
    });

    it.each(OTHER)(`is false for an error of ${name}: %s`, async (_, answer) => {
      server.answers(answer);
      expect(isAuthFailure(await rejectionOf(call(server.url, server.port)))).toBe(false);
    });

    it(`is false for an error of ${name}: nobody listens`, async () => {
      const port = await freePort();
      expect(isAuthFailure(await rejectionOf(call(`http://127.0.0.1:${port}`, port)))).toBe(false);
    });
  }

  it.each([
    ['openai', { error: { message: 'Incorrect API key.', type: 'invalid_request_error', code: 'invalid_api_key' } }],
    ['@anthropic-ai/sdk', { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }],
    ['stripe', { error: { type: 'invalid_request_error', code: 'api_key_expired', message: 'Expired.' } }],
    ['axios', { error: { code: 'InvalidAuthenticationToken', message: 'Access token is invalid.' } }],
  ] as const)('recognises the code in the body of a 403 to %s', async (name, body) => {
    server.answers({ status: 403, body });
    expect(isAuthFailure(await rejectionOf(REJECTING[name]?.(server.url, server.port) ?? Promise.resolve()))).toBe(
      true,
    );
  });

  it('is false for a login that GitHub refuses because there were too many', async () => {
    server.answers({
      status: 403,
      body: { message: 'Maximum number of login attempts exceeded. Please try again later.' },
    });
    expect(
      isAuthFailure(await rejectionOf(new Octokit({ baseUrl: server.url, log: silent }).request('GET /user'))),
    ).toBe(false);
  });
});

describe('isAuthFailure, of the responses of fetch', () => {
  for (const [name, call] of Object.entries(RESPONDING)) {
    it.each(REFUSED)(`recognises a response of ${name}, whose body it leaves unread: %s`, async (_, answer) => {
      server.answers(answer);
      const response = await call(server.url);
      expect(isAuthFailure(response)).toBe(true);
      expect(response).toMatchObject({ bodyUsed: false });
      await (response as Response).text();
    });

    it.each([...OTHER, ['200', { status: 200 }] as const])(
      `is false for a response of ${name}: %s`,
      async (_, answer) => {
        server.answers(answer);
        const response = await call(server.url);
        expect(isAuthFailure(response)).toBe(false);
        await (response as Response).text();
      },
    );
  }

  it('recognises what `request` of undici resolves with, and leaves its body unread', async () => {
    server.answers({ status: 401, body: 'wrong key' });
    const response = await request(server.url);
    expect(isAuthFailure(response)).toBe(true);
    expect(await response.body.text()).toBe('wrong key');
  });
});

describe('isAuthFailure, of the AWS SDK', () => {
  const call = (answer: Answer) => {
    server.answers(answer);
    const client = new SecretsManagerClient({
      region: 'eu-west-1',
      endpoint: server.url,
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    });
    return rejectionOf(client.send(new ListSecretsCommand({})));
  };
  const refusal = (__type: string, message: string, status = 400): Answer => ({ status, body: { __type, message } });

  it.each([
    refusal('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    refusal('InvalidClientTokenId', 'The security token included in the request is invalid', 403),
    refusal(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
    ),
    refusal('ExpiredTokenException', 'The security token included in the request is expired'),
    refusal('com.amazon.coral.service#UnrecognizedClientException', 'The security token is invalid.'),
  ])('recognises a refused access key or token: $body.__type', async (answer) => {
    expect(isAuthFailure(await call(answer))).toBe(true);
  });

  it.each([
    refusal('InvalidSignatureException', 'Signature expired: 20261103T000000Z is now earlier than 20261103T010000Z'),
    refusal(
      'InvalidSignatureException',
      'Signature not yet current: 20261103T010000Z is still later than 20261103T000000Z',
    ),
    refusal('AccessDeniedException', 'User is not authorized to perform: secretsmanager:ListSecrets'),
    refusal('MissingAuthenticationTokenException', 'Request is missing Authentication Token', 403),
    refusal('ThrottlingException', 'Rate exceeded'),
    refusal('ResourceNotFoundException', 'There is none.'),
    refusal('InternalServiceError', 'Oh.', 500),
  ])('is false for what is not about the credential: $body.message', async (answer) => {
    expect(isAuthFailure(await call(answer))).toBe(false);
  });
});

async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
