// Not Momento: it knows Get, Set, Publish and Subscribe only, forgets everything at its end, and has no permissions, limits or control plane.
import { cache, pubsub } from '@gomomento/generated-types';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { refuseBy } from './answer.js';
import { cacheService } from './cache-service.js';
import { makeCertificate } from './certificates.js';
import { startProxy } from './proxy.js';
import { createTokens, type Tokens } from './tokens.js';
import { topicService } from './topic-service.js';

export interface Momento {
  readonly tokens: Tokens;
  /** How many connections were opened. */
  readonly connections: number;
  /** For processes that are to reach it: the authority of its certificate, and the way to its hosts. */
  readonly environment: { readonly NODE_EXTRA_CA_CERTS: string; readonly grpc_proxy: string };
  close(): void;
}

export const ENDPOINT = 'cell-1.momento.example.com';
/** As the SDK makes them of a token's endpoint. */
const HOSTS = [`cache.${ENDPOINT}`, `control.${ENDPOINT}`, `token.${ENDPOINT}`];

/** A server on 127.0.0.1 that speaks the SDK's protocol over TLS, with the SDK's own generated types. It has these caches. */
export async function startMomento(caches: readonly string[]): Promise<Momento> {
  const certificate = await makeCertificate(HOSTS);
  const tokens = createTokens(ENDPOINT);
  const refuse = refuseBy(tokens.refusalOf, caches);
  const server = new Server();
  server.addService(cache.cache_client.UnimplementedScsService.definition, cacheService(refuse));
  server.addService(pubsub.cache_client.pubsub.UnimplementedPubsubService.definition, topicService(refuse));
  const proxy = await startProxy(HOSTS, await listen(server, certificate.key, certificate.chain));
  return {
    tokens,
    get connections() {
      return proxy.connections;
    },
    environment: { NODE_EXTRA_CA_CERTS: certificate.authorityFile, grpc_proxy: proxy.url },
    close() {
      server.forceShutdown();
      proxy.close();
      certificate.remove();
    },
  };
}

function listen(server: Server, key: string, chain: string): Promise<number> {
  const credentials = ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(key), cert_chain: Buffer.from(chain) },
  ]);
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}
