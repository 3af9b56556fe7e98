import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface Proxy {
  /** For grpc_proxy, which only clients of gRPC use. */
  readonly url: string;
  /** How many connections it has made. */
  readonly connections: number;
  close(): void;
}

/** Connects these hosts to a port of this machine, and no others: a name such as cache.example.com needs no DNS. */
export async function startProxy(hosts: readonly string[], port: number): Promise<Proxy> {
  let connections = 0;
  const server = createServer().on('connect', ({ url = '' }, client) => {
    const [host = ''] = url.split(':');
    if (!hosts.includes(host)) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    connections++;
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    get connections() {
      return connections;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
