import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  refreshToken: string;
}

export interface OAuthServer {
  readonly url: string;
  /** Registers a client with its credentials and its first refresh token. */
  register(client: Client): void;
  /** Every token issued so far, to search for leaks of them. */
  readonly issued: readonly string[];
  close(): void;
}

/** A token endpoint on loopback that rotates refresh tokens: each is valid once (RFC 6749, section 6). */
export async function startOAuthServer(): Promise<OAuthServer> {
  const clients = new Map<string, Client>();
  const issued: string[] = [];
  const issue = (prefix: string) => {
    const token = `${prefix}_${randomBytes(18).toString('hex')}`;
    issued.push(token);
    return token;
  };
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
    const client = clients.get(request.headers.authorization ?? '');
    if (client === undefined) return answer(401, { error: 'invalid_client' });
    const form = new URLSearchParams(await text(request));
    if (form.get('grant_type') !== 'refresh_token') return answer(400, { error: 'unsupported_grant_type' });
    if (form.get('refresh_token') !== client.refreshToken) return answer(400, { error: 'invalid_grant' });
    client.refreshToken = issue('refresh');
    return answer(200, { access_token: issue('access'), refresh_token: client.refreshToken, expires_in: 3600 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth2/token`,
    register(client) {
      clients.set(`Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`, {
        ...client,
      });
    },
    issued,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
