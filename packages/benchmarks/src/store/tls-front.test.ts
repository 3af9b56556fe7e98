import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openTlsFront } from './tls-front.js';

describe('openTlsFront', () => {
  it('forwards requests under a certificate that a client can verify', async () => {
    const server = createServer((incoming, response) => response.end(incoming.headers.host)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const front = await openTlsFront((server.address() as AddressInfo).port);
    if (front === undefined) throw new Error('The openssl command is missing.');
    try {
      const ca = readFileSync(front.certificate);
      const [response] = (await once(request(front.url, { ca, agent: false }).end(), 'response')) as [IncomingMessage];
      const chunks = await response.toArray();
      expect(Buffer.concat(chunks).toString()).toBe(new URL(front.url).host);
    } finally {
      front.close();
      server.close();
    }
    expect(existsSync(front.certificate)).toBe(false);
  });
});
