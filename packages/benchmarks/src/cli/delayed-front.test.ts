import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openDelayedFront } from './delayed-front.js';

it('takes three round trips for the first answer of a connection', async () => {
  const server = createServer((_, response) => response.end('answer'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an AddressInfo.
  const front = await openDelayedFront((server.address() as AddressInfo).port, 60);
  const start = performance.now();
  expect(await (await fetch(front.url)).text()).toBe('answer');
  expect(performance.now() - start).toBeGreaterThanOrEqual(178);
  front.close();
  server.closeAllConnections();
  server.close();
});
