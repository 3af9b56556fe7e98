import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalAws, Role } from '@amplify-secrets/local';

/** Where a container of ECS gets the credentials of its task role: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
export interface CredentialsEndpoint {
  readonly url: string;
  close(): void;
}

export async function startCredentialsEndpoint(aws: LocalAws, role: Role): Promise<CredentialsEndpoint> {
  const server = createServer((_request, response) => {
    const env = aws.env(role);
    response.end(
      JSON.stringify({
        AccessKeyId: env.AWS_ACCESS_KEY_ID,
        SecretAccessKey: env.AWS_SECRET_ACCESS_KEY,
        Token: env.AWS_SESSION_TOKEN,
        Expiration: new Date(Date.now() + 6 * 3_600_000).toISOString(),
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v2/credentials`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
