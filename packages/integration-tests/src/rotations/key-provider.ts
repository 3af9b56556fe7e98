import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One customer of the provider. */
interface Account {
  /** What is accepted, by its id. */
  readonly keys: Map<string, string>;
  /** Everything that was ever given out. */
  readonly issued: string[];
}

/** A provider of keys on loopback. It forgets nothing that it has answered, whoever was killed before the answer was read. */
export interface KeyProvider {
  readonly url: string;
  account(name: string): Account;
  close(): Promise<void>;
}

/**
 * - `POST /<account>/keys` gives out a key. One with the `name` of an earlier one is that one.
 * - `DELETE /<account>/keys/<id>` revokes it.
 * - `PUT /<account>/password` replaces the only key, for whoever presents it.
 * - `GET /<account>` answers 200 to a key that is accepted.
 */
export async function startKeyProvider(): Promise<KeyProvider> {
  const accounts = new Map<string, Account>();
  const account = (name: string): Account => {
    const found = accounts.get(name) ?? { keys: new Map(), issued: [] };
    accounts.set(name, found);
    return found;
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request, account);
    // A container that was frozen would use a connection that has been closed meanwhile.
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    account,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  account: (name: string) => Account,
): Promise<{ readonly status: number; readonly body: object }> {
  const { method, url = '', headers } = request;
  const sent = JSON.parse((await text(request)) || '{}');
  const [name = '', what, id] = url.slice(1).split('/');
  const { keys, issued } = account(name);
  const isAccepted = [...keys.values()].includes(headers.authorization ?? '');
  if (method === 'POST' && what === 'keys') {
    const keyId: string = sent.name ?? `key-${issued.length}`;
    const apiKey = keys.get(keyId) ?? `secret-${issued.length}-of-${name}`;
    if (!keys.has(keyId)) issued.push(apiKey);
    keys.set(keyId, apiKey);
    return { status: 200, body: { keyId, apiKey } };
  }
  if (method === 'DELETE') return { status: keys.delete(id ?? '') ? 200 : 404, body: {} };
  if (method === 'PUT' && isAccepted) {
    keys.clear();
    keys.set('only', sent.password);
  }
  return { status: isAccepted ? 200 : 401, body: {} };
}
