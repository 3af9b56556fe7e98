import dns from 'node:dns';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const HOST = 'localhost';

/** The way to a server on this machine, which can be cut, closed and held up. Its host name is looked up at each connection. */
export interface Network {
  readonly url: string;
  /** No connection is accepted, and those that are there end. */
  readonly refuse: () => Promise<void>;
  readonly accept: () => Promise<void>;
  /** Whether the host name is known. */
  readonly know: (isKnown: boolean) => void;
  /** Ends every connection. */
  readonly cut: () => void;
  /** Keeps back what clients send from now on. Resolves when something was kept back. */
  readonly hold: () => Promise<void>;
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

export async function openNetwork(port: number): Promise<Network> {
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let onHeld: (() => void) | undefined;
  let isKnown = true;

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (onHeld === undefined) return void upstream.write(bytes);
      held.push(() => upstream.write(bytes));
      onHeld();
    });
    upstream.on('data', (bytes) => client.write(bytes));
  });
  const listen = (on: number) => new Promise<void>((resolve) => server.listen(on, '127.0.0.1', resolve));
  await listen(0);
  // A server that listens on TCP has an AddressInfo.
  const own = (server.address() as AddressInfo).port;

  // node:net looks `lookup` up on this object at each connection, and at each `listen`.
  const realLookup = dns.lookup;
  const lookup = (host: string, options: dns.LookupOptions, done: (...results: unknown[]) => void) => {
    if (host !== HOST) return realLookup(host, options, done);
    const found = options.all ? [[{ address: '127.0.0.1', family: 4 }]] : ['127.0.0.1', 4];
    const unknown = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
    process.nextTick(() => (isKnown ? done(null, ...found) : done(unknown)));
  };
  Object.assign(dns, { lookup });

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });
  return {
    url: `http://${HOST}:${own}`,
    refuse: stop,
    accept: () => listen(own),
    know: (value) => {
      isKnown = value;
      cut();
    },
    cut,
    hold: () =>
      new Promise((resolve) => {
        onHeld = resolve;
      }),
    release: () => {
      onHeld = undefined;
      for (const send of held.splice(0)) send();
    },
    close: stop,
  };
}
