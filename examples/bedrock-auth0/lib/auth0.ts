import 'server-only';
import { Auth0Client } from '@auth0/nextjs-auth0/server';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { secrets } from '../amplify/secrets/resource';
import { secretClient } from './secrets';
import { setting } from './setting';

/** One client per server, made of the secret `auth0`; another one when that has changed. */
export const auth0 = secretClient(secrets.auth0, ({ clientSecret, sessionSecret }) => {
  const domain = setting('AUTH0_DOMAIN');
  const clientId = setting('AUTH0_CLIENT_ID');
  const keys = createRemoteJWKSet(new URL(`https://${domain}/.well-known/jwks.json`));
  return new Auth0Client({
    domain,
    clientId,
    clientSecret,
    secret: sessionSecret,
    appBaseUrl: setting('APP_BASE_URL'),
    // The library lets TLS stand for the signature of a token that came straight from Auth0, as OpenID Connect allows.
    async beforeSessionSaved(session, idToken) {
      await jwtVerify(idToken ?? '', keys, { issuer: `https://${domain}/`, audience: clientId });
      return session;
    },
  });
});
