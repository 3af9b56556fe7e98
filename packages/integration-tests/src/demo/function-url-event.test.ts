import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, it } from 'vitest';
import { functionUrlEvent } from './function-url-event.js';

/** The event of one request to a server on loopback. */
async function eventOf(path: string, init: RequestInit): Promise<APIGatewayProxyEventV2> {
  const server = createServer(async (request, response) => {
    const event = functionUrlEvent(request, await buffer(request), { urlId: 'abc', region: 'eu-west-1' });
    response.writeHead(200, { connection: 'close' }).end(JSON.stringify(event));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
    return (await response.json()) as APIGatewayProxyEventV2;
  } finally {
    server.close();
  }
}

it('has what Lambda documents: version 2.0, the host of the URL, and a caller without an account', async () => {
  const headers = { 'X-Signature': 's', cookie: 'a=1; b=2' };
  expect(await eventOf('/web%20hooks?of=a&of=b&c=%26', { headers })).toMatchObject({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/web hooks',
    rawQueryString: 'of=a&of=b&c=%26',
    queryStringParameters: { of: 'a,b', c: '&' },
    cookies: ['a=1', 'b=2'],
    headers: { 'x-signature': 's', host: 'abc.lambda-url.eu-west-1.on.aws' },
    requestContext: {
      accountId: 'anonymous',
      domainPrefix: 'abc',
      http: { method: 'GET', path: '/web hooks', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    },
    isBase64Encoded: false,
  });
});

it.each([
  ['application/json; charset=utf-8', '{"ü":1}', false],
  ['text/plain', 'ü', false],
  ['application/x-www-form-urlencoded', 'a=1', true],
  ['application/octet-stream', 'a', true],
])('passes the body of %s as text or as base64', async (type, body, isBase64Encoded) => {
  const event = await eventOf('/', { method: 'POST', headers: { 'content-type': type }, body });
  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(event.body).toBe(isBase64Encoded ? Buffer.from(body).toString('base64') : body);
});
