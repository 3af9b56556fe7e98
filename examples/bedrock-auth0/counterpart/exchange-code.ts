import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Application } from './authorize.js';
import type { Codes } from './codes.js';
import type { Tokens } from './tokens.js';

interface Options {
  readonly application: Application;
  readonly codes: Codes;
  readonly tokens: Tokens;
}

/** The token endpoint: a code, once, for the client that has the secret, with the redirect URI and the verifier that it began with. */
export function exchangeCode({ application, codes, tokens }: Options): RequestHandler {
  return async (request, response) => {
    const { grant_type, code = '', redirect_uri, code_verifier } = request.body ?? {};
    const { id, secret } = clientOf(request);
    if (id !== application.clientId || secret !== application.clientSecret) {
      return refuse(response, 401, 'access_denied', 'Unauthorized');
    }
    if (grant_type !== 'authorization_code')
      return refuse(response, 403, 'unauthorized_client', 'Grant type not allowed');
    const login = codes.redeem(code);
    if (login === undefined) return refuse(response, 403, 'invalid_grant', 'Invalid authorization code');
    if (redirect_uri !== login.redirectUri) {
      return refuse(response, 403, 'invalid_grant', 'The redirect URI is wrong.');
    }
    if (login.challenge !== undefined && challengeOf(`${code_verifier}`) !== login.challenge) {
      return refuse(response, 403, 'invalid_grant', 'Failed to verify code verifier');
    }
    response.json({
      access_token: await tokens.accessToken(login.subject),
      id_token: await tokens.idToken(application.clientId, login),
      token_type: 'Bearer',
      expires_in: 86_400,
      scope: 'openid profile email',
    });
  };
}

/** By the header, or in the body. */
function clientOf({ headers, body }: Request): { readonly id?: string; readonly secret?: string } {
  const [, basic] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (basic === undefined) return { id: body?.client_id, secret: body?.client_secret };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  return { id, secret };
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function refuse(response: Response, status: number, error: string, description: string): void {
  response.status(status).json({ error, error_description: description });
}
