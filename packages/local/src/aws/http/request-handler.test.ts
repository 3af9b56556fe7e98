import { get } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
  aws.secrets.put('one', 'alpha');
});
afterEach(() => aws.close());

describe('a bad request, after which the server still answers', () => {
  const post = (headers: Record<string, string>, body: string) => fetch(aws.url, { method: 'POST', headers, body });
  afterEach(async () => {
    expect(await clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'one' })).toMatchObject({
      SecretString: 'alpha',
    });
  });

  it('refuses a GET with status 400', async () => {
    const status = await new Promise((resolve, reject) => {
      get(aws.url, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(400);
  });

  it('refuses a request without a target with UnknownOperationException', async () => {
    const response = await post({}, '{}');
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it.each([
    'DynamoDB_20120810.GetItem',
    'secretsmanager',
    'secretsmanager.',
    'secretsmanager.__proto__.x',
    '.',
    'a.b.c',
  ])('refuses the target %s with UnknownOperationException', async (target) => {
    const response = await post({ 'x-amz-target': target }, '{}');
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it('refuses a body of more than 1 MiB with status 413', async () => {
    const response = await post({ 'x-amz-target': 'secretsmanager.GetSecretValue' }, 'x'.repeat(1_048_577));
    expect(response.status).toBe(413);
  });

  it('answers bytes that are not HTTP with status 400', async () => {
    const { port } = new URL(aws.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('\u0016\u0003\u0001 nonsense\r\n\r\n'));
      socket.once('data', (data) => resolve(data.toString()));
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
  });

  it('survives a body that ends early', async () => {
    const { port } = new URL(aws.url);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{', () => socket.destroy());
      });
      socket.once('close', () => resolve());
      socket.once('error', reject);
    });
  });

  it.each([
    ['a body that is not JSON', 'nonsense canary'],
    ['a list as its body', '[]'],
    ['null as its body', 'null'],
    ['a number for a secret id', '{"SecretId":7}'],
    ['a list for a secret id', '{"SecretId":["canary"]}'],
    ['an object for a secret id', '{"SecretId":{"a":"canary"}}'],
    ['null for a secret id', '{"SecretId":null}'],
    ['a prototype for a secret id', '{"__proto__":{"SecretId":"one"}}'],
  ])('refuses a signed request with %s, and does not quote it', async (_what, body) => {
    const { secrets } = clientsFrom(aws.env());
    secrets.middlewareStack.add(
      (next) => (args) => {
        // The body is changed before it is signed: the signature is good, the body is not.
        const { headers } = args.request as { headers: Record<string, string> };
        headers['content-length'] = String(body.length);
        return next({ ...args, request: Object.assign(args.request as object, { body }) });
      },
      { step: 'build', priority: 'low' },
    );
    await expect(secrets.getSecretValue({ SecretId: 'one' })).rejects.toMatchObject({
      name: expect.stringMatching(/^(SerializationException|ValidationException)$/),
      message: expect.not.stringContaining('canary'),
    });
  });

  it('answers NotImplementedException to an operation that only AWS has', async () => {
    const { sts } = clientsFrom(aws.env());
    const notImplemented = {
      name: 'NotImplementedException',
      message: expect.stringContaining('the local AWS does not'),
    };
    await expect(sts.getFederationToken({ Name: 'someone' })).rejects.toMatchObject(notImplemented);
  });

  it('answers UnknownOperationException to an operation that Parameter Store does not have', async () => {
    const { parameters } = clientsFrom(aws.env());
    const unknown = { name: 'UnknownOperationException', message: expect.stringContaining('ListDocuments') };
    await expect(parameters.listDocuments({})).rejects.toMatchObject(unknown);
  });
});
