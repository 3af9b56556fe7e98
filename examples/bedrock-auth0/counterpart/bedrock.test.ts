import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { json } from 'node:stream/consumers';
import { type Backend, type LocalAws, type Role, startLocalAws } from '@amplify-secrets/local';
import { getToken } from '@aws/bedrock-token-generator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bedrock, startBedrock } from './bedrock.js';
import { type Certificate, makeCertificate } from './certificate.js';
import { signatureOf } from './signature.js';

const REGION = 'us-east-1';
const MODEL = 'amazon.nova-lite-v1:0';
const OTHERS = 'anthropic.claude-other-v1:0';
const HOUR = 3_600_000;
const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });

const allow = (Action: readonly string[], Resource: readonly string[]) => ({
  name: 'policy',
  document: { Statement: { Effect: 'Allow', Action, Resource } },
});
const roleWith = (name: string, policies: Role['policies']): Role => ({
  arn: `arn:aws:iam::123456789012:role/${name}`,
  name,
  account: '123456789012',
  policies,
});
const invoke = allow(
  ['bedrock:InvokeModel'],
  [MODEL, 'anthropic.claude-closed-v1:0'].map((id) => `arn:aws:bedrock:${REGION}::foundation-model/${id}`),
);
const useKeys = allow(['bedrock:CallWithBearerToken'], ['*']);
const roles = [
  roleWith('both', [invoke, useKeys]),
  roleWith('models-only', [invoke]),
  roleWith('keys-only', [useKeys]),
];

let aws: LocalAws;
let certificate: Certificate;
let bedrock: Bedrock;
beforeAll(async () => {
  aws = await startLocalAws({ region: REGION });
  aws.load({ ...EMPTY, roles });
  certificate = await makeCertificate();
  bedrock = await startBedrock(aws, certificate, {
    region: REGION,
    models: [
      { id: MODEL, profiles: [], isGranted: true },
      { id: OTHERS, profiles: ['us'], isGranted: true },
      { id: 'anthropic.claude-closed-v1:0', profiles: [], isGranted: false },
      { id: 'anthropic.claude-old-v1:0', profiles: [], isGranted: true, isRetired: true },
    ],
  });
});
afterAll(async () => {
  await bedrock.close();
  await aws.close();
  certificate.remove();
});

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly message: string | undefined;
}

async function post(headers: Readonly<Record<string, string>>, model = MODEL): Promise<Answer> {
  const url = `${bedrock.url}/model/${encodeURIComponent(model)}/converse`;
  const sent = requestHttps(url, { method: 'POST', headers, ca: certificate.authority }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const { Message } = (await json(response)) as { readonly Message?: string };
  return { status: response.statusCode ?? 0, type: `${response.headers['x-amzn-errortype'] ?? ''}`, message: Message };
}

function credentialsOf(role: string, expiresAt?: number) {
  const env = aws.env(role, expiresAt === undefined ? {} : { expiresAt });
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = env;
  return { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN ?? '' };
}

const ok = { status: 200, type: '', message: undefined };
const invalidKey = {
  status: 403,
  type: 'AccessDeniedException',
  message: expect.stringContaining('make sure your API Key is valid'),
};

describe('a short-term key', () => {
  const keyOf = (role = 'both', region = REGION, expiresInSeconds = 7200, expiresAt?: number) =>
    getToken({ credentials: credentialsOf(role, expiresAt), region, expiresInSeconds });
  const ask = (key: string, model?: string) => post({ authorization: `Bearer ${key}` }, model);
  const changed = (key: string, change: (url: string) => string) => {
    const [, text = ''] = key.split('bedrock-api-key-');
    return `bedrock-api-key-${Buffer.from(change(Buffer.from(text, 'base64').toString())).toString('base64')}`;
  };

  it('is accepted', async () => {
    expect(await ask(await keyOf())).toEqual(ok);
  });

  it('is refused when it has expired, and when the session that made it has', async () => {
    const keys = [await keyOf('both', REGION, 3600), await keyOf('both', REGION, 43_200, Date.now() + HOUR / 2)];
    for (const key of keys) expect(await ask(key)).toEqual(ok);
    await aws.advance(HOUR + 1000);
    for (const key of keys) {
      expect(await ask(key)).toEqual({
        status: 403,
        type: 'AccessDeniedException',
        message: 'Bearer Token has expired',
      });
    }
  });

  it('is refused when it is of another region', async () => {
    expect(await ask(await keyOf('both', 'eu-west-1'))).toEqual(invalidKey);
  });

  it('is refused when its signature is wrong, or anything that was signed is different', async () => {
    const key = await keyOf();
    const swap = (url: string) =>
      url.replace(/(X-Amz-Signature=)(.)/, (_, name, digit) => name + (digit === '0' ? '1' : '0'));
    expect(await ask(changed(key, swap))).toEqual(invalidKey);
    expect(await ask(changed(key, (url) => url.replace('X-Amz-Expires=7200', 'X-Amz-Expires=43200')))).toEqual(
      invalidKey,
    );
    expect(await ask(changed(key, (url) => url.replace('CallWithBearerToken', 'ListUsers')))).toEqual(invalidKey);
  });

  it('is refused when its principal may not use keys, or not this model', async () => {
    expect(await ask(await keyOf('models-only'))).toMatchObject({
      message: expect.stringContaining('bedrock:CallWithBearerToken'),
    });
    expect(await ask(await keyOf('keys-only'))).toMatchObject({
      message: expect.stringContaining('perform: bedrock:InvokeModel on'),
    });
  });

  it('is refused without its prefix, and nothing is answered without a key', async () => {
    expect(await ask('nonsense')).toMatchObject({
      status: 403,
      message: expect.stringContaining('pre-defined prefix'),
    });
    expect(await post({})).toMatchObject({ status: 403, type: 'MissingAuthenticationTokenException' });
  });
});

describe('a long-term key', () => {
  const ask = (key: string) => post({ authorization: `Bearer ${key}` });

  it('is accepted, until it expires or is revoked', async () => {
    const key = bedrock.longTermKeys.issue(Date.now() + 24 * HOUR);
    expect(await ask(key)).toEqual(ok);
    bedrock.longTermKeys.revoke(key);
    expect(await ask(key)).toEqual(invalidKey);
    expect(await ask(bedrock.longTermKeys.issue(Date.now() - 1))).toMatchObject({
      message: 'Bearer Token has expired',
    });
    expect(await ask(`ABSK${'A'.repeat(120)}`)).toEqual(invalidKey);
  });
});

describe('a signature', () => {
  interface Changes {
    readonly role?: string;
    readonly region?: string;
    readonly ago?: number;
    readonly secretAccessKey?: string;
    readonly sessionToken?: string;
    readonly expiresAt?: number;
    readonly model?: string;
  }

  function ask({ role = 'both', region = REGION, ago = 0, model = MODEL, expiresAt, ...others }: Changes = {}) {
    const { accessKeyId, secretAccessKey, sessionToken } = { ...credentialsOf(role, expiresAt), ...others };
    const date = new Date(Date.now() - ago).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const scope = `${date.slice(0, 8)}/${region}/bedrock/aws4_request`;
    const signedHeaders = 'host;x-amz-date;x-amz-security-token';
    const headers = { host: new URL(bedrock.url).host, 'x-amz-date': date, 'x-amz-security-token': sessionToken };
    const path = `/model/${encodeURIComponent(model)}/converse`;
    const signed = { method: 'POST', path, query: new URLSearchParams(), headers, signedHeaders, body, date, scope };
    const signature = signatureOf(signed, secretAccessKey);
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return post({ ...headers, authorization }, model);
  }

  it('is accepted', async () => {
    expect(await ask()).toEqual(ok);
  });

  it.each<[string, string, Changes]>([
    ['of another secret key', 'InvalidSignatureException', { secretAccessKey: 'another' }],
    ['for another region', 'InvalidSignatureException', { region: 'eu-west-1' }],
    ['of an hour ago', 'InvalidSignatureException', { ago: HOUR }],
    ['with another session token', 'UnrecognizedClientException', { sessionToken: 'another' }],
    ['of a session that has ended', 'ExpiredTokenException', { expiresAt: 1 }],
    ['of a role without a permission', 'AccessDeniedException', { role: 'keys-only' }],
  ])('is refused when it is %s', async (_, type, changes) => {
    expect(await ask(changes)).toMatchObject({ status: 403, type });
  });

  it.each([
    ['that does not exist', 'anthropic.nonsense', 400, 'ValidationException', /identifier is invalid/],
    ['that is invoked through a profile only', OTHERS, 400, 'ValidationException', /on-demand throughput/],
    [
      'whose terms were not accepted',
      'anthropic.claude-closed-v1:0',
      403,
      'AccessDeniedException',
      /access to the model/,
    ],
    ['that is retired', 'anthropic.claude-old-v1:0', 404, 'ResourceNotFoundException', /end of its life/],
    ['whose profile is not granted', `us.${OTHERS}`, 403, 'AccessDeniedException', /inference-profile/],
  ])('is not answered for a model %s', async (_, model, status, type, message) => {
    expect(await ask({ model })).toEqual({ status, type, message: expect.stringMatching(message) });
  });
});

const EMPTY: Omit<Backend, 'roles'> = {
  cdkOut: '',
  account: '123456789012',
  region: REGION,
  partition: 'aws',
  functions: [],
  secretPolicies: new Map(),
  secrets: [],
  keyPolicies: new Map(),
  functionPolicies: new Map(),
  rotations: [],
  unresolved: [],
  notes: [],
};
