import express, { type Express, type Request } from 'express';
import openid from 'express-openid-connect';
import type { Reports } from './reports.js';
import type { Settings } from './settings.js';

const { auth, requiresAuth } = openid;

export function createApp(settings: Settings, reports: Reports): Express {
  const { auth0, callbackUrl, sessionSecret } = settings;
  const app = express();
  app.get('/health', (_request, response) => void response.json({ status: 'ok' }));
  // Adds /login and /logout, and the path of AUTH0_CALLBACK_URL. The session is in an encrypted cookie.
  app.use(
    auth({
      issuerBaseURL: `https://${auth0.domain}`,
      clientID: auth0.clientId,
      clientSecret: auth0.clientSecret,
      baseURL: callbackUrl.origin,
      routes: { callback: callbackUrl.pathname },
      secret: sessionSecret,
      authRequired: false,
      idpLogout: true,
      authorizationParams: { response_type: 'code', scope: 'openid profile email' },
    }),
  );
  app.get('/', requiresAuth(), async (request, response) => {
    response.json({ author: authorOf(request), reports: await reports.of(authorOf(request)) });
  });
  app.post('/reports', requiresAuth(), express.json(), async (request, response) => {
    const { text } = request.body ?? {};
    if (typeof text !== 'string' || text === '') {
      response.status(400).json({ error: 'The field "text" must be a string that is not empty.' });
      return;
    }
    response.status(201).json(await reports.add(authorOf(request), text));
  });
  return app;
}

function authorOf({ oidc }: Request): string {
  const email: unknown = oidc.user?.email;
  if (typeof email !== 'string') throw new Error('Auth0 sent no e-mail address for this user.');
  return email;
}
