// Not Auth0: one application and one user, no consent, MFA, connections, refresh tokens or rate limits; sessions and keys end with it.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { type Application, authorize, logOut } from './authorize.js';
import type { Certificate } from './certificate.js';
import { Codes } from './codes.js';
import { exchangeCode } from './exchange-code.js';
import { createTokens, type Tokens } from './tokens.js';

export interface Auth0 {
  /** The domain of the tenant. */
  readonly domain: string;
  /** Where it listens. What it publishes at its domain has the address of each endpoint here. */
  readonly url: string;
  /** What the Auth0 dashboard shows, and where it is changed. */
  readonly application: Application;
  readonly user: { readonly email: string; readonly password: string };
  readonly tokens: Tokens;
  close(): Promise<void>;
}

const DOMAIN = 'auth0.test';

/** An OpenID provider on loopback, over TLS. */
export async function startAuth0(certificate: Certificate): Promise<Auth0> {
  const app = express();
  const server = createServer({ key: certificate.key, cert: certificate.chain }, app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `https://localhost:${port}`;
  const application: Application = {
    clientId: randomBytes(16).toString('hex'),
    clientSecret: randomBytes(32).toString('base64url'),
    callbackUrls: [],
    logoutUrls: [],
  };
  const user = { email: 'ada@example.com', password: randomBytes(12).toString('base64url') };
  const tokens = await createTokens(`https://${DOMAIN}/`);
  serve(app, { url, application, user, tokens });
  return {
    domain: DOMAIN,
    url,
    application,
    user,
    tokens,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function serve(app: Express, { url: base, application, user, tokens }: Omit<Auth0, 'close' | 'domain'>): void {
  const codes = new Codes();
  app.use(express.urlencoded({ extended: false }));
  app.get('/.well-known/openid-configuration', (_request, response) => {
    response.json({
      issuer: `https://${DOMAIN}/`,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/oauth/token`,
      userinfo_endpoint: `${base}/userinfo`,
      jwks_uri: `${base}/.well-known/jwks.json`,
      end_session_endpoint: `${base}/oidc/logout`,
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'form_post'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
    });
  });
  app.get('/.well-known/jwks.json', (_request, response) => void response.json(tokens.keys));
  app.all('/authorize', authorize({ application, user, codes }));
  app.post('/oauth/token', exchangeCode({ application, codes, tokens }));
  app.get('/userinfo', async (request, response) => {
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const claims = await tokens.verify(token);
    if (claims === undefined) response.status(401).send('Unauthorized');
    else response.json({ sub: claims.sub, email: user.email });
  });
  app.get('/oidc/logout', logOut(application));
}
