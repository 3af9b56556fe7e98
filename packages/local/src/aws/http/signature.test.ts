import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

interface SignedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const T0 = Date.parse('2026-05-01T12:00:00Z');
let aws: LocalAws;
let now = T0;

beforeEach(async () => {
  now = T0;
  aws = await startLocalAws({ now: () => now });
  aws.secrets.put('one', 'alpha');
});
afterEach(() => aws.close());

/** What the SDK would send, caught behind its signing. */
async function signed(environment = aws.env(), signedAt = now): Promise<SignedRequest> {
  const { secrets } = clientsFrom(environment);
  secrets.config.systemClockOffset = signedAt - Date.now();
  let caught: SignedRequest | undefined;
  secrets.middlewareStack.add(
    () =>
      async ({ request }) => {
        // The SDK types a request as unknown here; it is smithy's HttpRequest, its body a string or bytes.
        const { path, headers, body } = request as { path: string; headers: Record<string, string>; body: Uint8Array };
        caught = { path, headers, body: new TextDecoder().decode(body) };
        throw new Error('not sent');
      },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await secrets.getSecretValue({ SecretId: 'one' }).catch(() => undefined);
  secrets.destroy();
  if (caught === undefined) throw new Error('The SDK signed nothing.');
  return caught;
}

function send({ path, headers, body }: SignedRequest): Promise<{ status: number; type: string; message: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(aws.url);
    const outgoing = httpRequest({ hostname, port, path, headers, method: 'POST', agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { __type = '', message = '' } = JSON.parse(Buffer.concat(chunks).toString());
        resolve({ status: response.statusCode ?? 0, type: __type, message });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function without(request: SignedRequest, header: string): SignedRequest {
  return {
    ...request,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== header)),
  };
}

function withHeaders(request: SignedRequest, headers: Record<string, string>): SignedRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function resigned(request: SignedRequest, change: (authorization: string) => string): SignedRequest {
  return withHeaders(request, { authorization: change(request.headers.authorization ?? '') });
}

const invalid = { status: 400, type: 'InvalidSignatureException' };

describe('a signature', () => {
  it('passes as the SDK made it', async () => {
    expect(await send(await signed())).toMatchObject({ status: 200 });
  });

  it('fails with another body of the same length', async () => {
    const request = await signed();
    expect(await send({ ...request, body: request.body.replace('one', 'two') })).toMatchObject(invalid);
  });

  it('fails with another body under the hash of the signed one', async () => {
    const request = await signed();
    expect(request.headers['x-amz-content-sha256']).toBeDefined();
    expect(
      await send({ ...request, body: '{}', headers: { ...request.headers, 'content-length': '2' } }),
    ).toMatchObject(invalid);
  });

  it('fails for another path', async () => {
    expect(await send({ ...(await signed()), path: '/elsewhere' })).toMatchObject(invalid);
  });

  it('fails with an added query', async () => {
    expect(await send({ ...(await signed()), path: '/?a=b' })).toMatchObject(invalid);
  });

  it('fails for another operation', async () => {
    const other = withHeaders(await signed(), { 'x-amz-target': 'secretsmanager.DeleteSecret' });
    expect(await send(other)).toMatchObject(invalid);
    expect(aws.secrets.list()).toHaveLength(1);
  });

  it('fails for another host', async () => {
    expect(await send(withHeaders(await signed(), { host: 'example.com' }))).toMatchObject(invalid);
  });

  it('fails without one of its signed headers', async () => {
    expect(await send(without(await signed(), 'x-amz-user-agent'))).toMatchObject(invalid);
  });

  it('fails with an x-amz header that was not signed', async () => {
    const answer = await send(withHeaders(await signed(), { 'x-amz-extra': '1' }));
    expect(answer).toMatchObject({
      ...invalid,
      message: expect.stringContaining("'x-amz-extra' must be a 'SignedHeader'"),
    });
  });

  it('fails when the host is not signed', async () => {
    const request = resigned(await signed(), (authorization) => authorization.replace(';host', ''));
    expect(await send(request)).toMatchObject({ ...invalid, message: expect.stringContaining("'host'") });
  });

  it('fails with another key', async () => {
    const environment = { ...aws.env(), AWS_SECRET_ACCESS_KEY: 'guessed' };
    expect(await send(await signed(environment))).toMatchObject(invalid);
  });
});

describe('the scope of a signature', () => {
  it('fails for another service', async () => {
    const request = resigned(await signed(), (authorization) => authorization.replace('/secretsmanager/', '/ssm/'));
    const message = "Credential should be scoped to correct service: 'secretsmanager'. ";
    expect(await send(request)).toMatchObject({ ...invalid, message });
  });

  it('fails for another region', async () => {
    const request = resigned(await signed(), (authorization) => authorization.replace('us-east-1', 'eu-west-1'));
    expect(await send(request)).toMatchObject(invalid);
  });

  it('fails for another day', async () => {
    const request = resigned(await signed(), (authorization) => authorization.replace('20260501', '20260502'));
    expect(await send(request)).toMatchObject({
      ...invalid,
      message: expect.stringContaining('Date in Credential scope'),
    });
  });
});

describe('the time of a signature', () => {
  it('passes five minutes early or late', async () => {
    expect(await send(await signed(aws.env(), T0 - 299_000))).toMatchObject({ status: 200 });
    expect(await send(await signed(aws.env(), T0 + 299_000))).toMatchObject({ status: 200 });
  });

  it('fails as expired after more than five minutes', async () => {
    const request = await signed();
    now = T0 + 302_000;
    const message = expect.stringMatching(
      /^Signature expired: 2026\d{4}T\d{6}Z is now earlier than 20260501T120002Z \(20260501T120502Z - 5 min\.\)$/,
    );
    expect(await send(request)).toMatchObject({ ...invalid, message });
  });

  it('fails as not yet current when it is more than five minutes early', async () => {
    const request = await signed();
    now = T0 - 302_000;
    expect(await send(request)).toMatchObject({
      ...invalid,
      message: expect.stringMatching(/^Signature not yet current: /),
    });
  });
});

describe('credentials', () => {
  it('refuses a request without a signature', async () => {
    const answer = await send(without(await signed(), 'authorization'));
    expect(answer).toMatchObject({ status: 400, type: 'MissingAuthenticationTokenException' });
  });

  it.each([
    ['an unknown algorithm', (header: string) => header.replace('AWS4-HMAC-SHA256', 'AWS3')],
    ['no Signature', (header: string) => header.replace(/, ?Signature=.*$/, '')],
    ['no SignedHeaders', (header: string) => header.replace(/SignedHeaders=[^,]*, ?/, '')],
    ['half a credential scope', (header: string) => header.replace('/aws4_request', '')],
  ])('refuses an Authorization header with %s', async (_what, change) => {
    const answer = await send(resigned(await signed(), change));
    expect(answer).toMatchObject({ status: 400, type: 'IncompleteSignatureException' });
  });

  it('refuses a request without a date', async () => {
    const answer = await send(without(await signed(), 'x-amz-date'));
    expect(answer).toMatchObject({ status: 400, type: 'IncompleteSignatureException' });
  });

  it('refuses an unknown key id', async () => {
    const answer = await send(await signed({ ...aws.env(), AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN' }));
    expect(answer).toMatchObject({ status: 400, type: 'UnrecognizedClientException' });
  });

  it.each([
    ['another session’s token', (other: string) => other],
    ['no token', () => undefined],
  ])('refuses a session’s key with %s', async (_what, choose) => {
    const role = { arn: 'arn:aws:iam::123456789012:role/r', name: 'r', account: '123456789012', policies: [] };
    const { AWS_SESSION_TOKEN: _own, ...environment } = aws.env(role);
    const token = choose(aws.env(role).AWS_SESSION_TOKEN ?? '');
    const answer = await send(
      await signed({ ...environment, ...(token !== undefined && { AWS_SESSION_TOKEN: token }) }),
    );
    expect(answer).toMatchObject({ status: 400, type: 'UnrecognizedClientException' });
  });

  it('refuses credentials from the moment of their expiry', async () => {
    const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
    const policies = [{ name: 'everything', document }];
    const role = { arn: 'arn:aws:iam::123456789012:role/r', name: 'r', account: '123456789012', policies };
    const environment = aws.env(role, { expiresAt: T0 + 1000 });
    expect(await send(await signed(environment))).toMatchObject({ status: 200 });
    now = T0 + 1000;
    expect(await send(await signed(environment))).toMatchObject({ status: 400, type: 'ExpiredTokenException' });
  });
});
