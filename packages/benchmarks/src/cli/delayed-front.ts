import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DelayedFront {
  readonly url: string;
  close(): void;
}

/**
 * An address for a server on this machine that is as far away as `roundTripMs`: half of that for each way, and two round trips before a new
 * connection carries anything, as many as TCP and TLS 1.3 need.
 */
export async function openDelayedFront(port: number, roundTripMs: number): Promise<DelayedFront> {
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const open = performance.now() + 2 * roundTripMs;
    pass(client, upstream, roundTripMs / 2, open);
    pass(upstream, client, roundTripMs / 2, open);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A server that listens on TCP has an AddressInfo.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

function pass(from: Socket, to: Socket, delayMs: number, notBefore: number): void {
  from.on('data', (bytes) => {
    const wait = Math.max(performance.now(), notBefore) + delayMs - performance.now();
    setTimeout(() => to.write(bytes), wait);
  });
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
}
