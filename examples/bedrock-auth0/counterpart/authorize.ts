import type { RequestHandler, Response } from 'express';
import type { Codes } from './codes.js';

/** The settings of an application in the Auth0 dashboard. */
export interface Application {
  readonly clientId: string;
  clientSecret: string;
  callbackUrls: readonly string[];
  logoutUrls: readonly string[];
}

interface Options {
  readonly application: Application;
  readonly user: { readonly email: string; readonly password: string };
  readonly codes: Codes;
}

/** GET shows the form of the login. Whoever posts it with the right password is sent back with a code. */
export function authorize({ application, user, codes }: Options): RequestHandler {
  return (request, response) => {
    const asked = request.query;
    const { client_id, redirect_uri, response_type, scope = '', audience, state } = asked;
    if (client_id !== application.clientId) return refuse(response, 'Unknown client.');
    if (typeof redirect_uri !== 'string' || !application.callbackUrls.includes(redirect_uri)) {
      return refuse(response, 'Callback URL mismatch.');
    }
    if (response_type !== 'code') return refuse(response, 'The response type must be code.');
    if (!String(scope).split(' ').includes('openid')) return refuse(response, 'The scope must have openid.');
    if (audience !== undefined) return refuse(response, `Service not found: ${audience}`);
    if (request.method === 'GET') {
      response.send(
        '<form method="post"><input name="email"><input name="password" type="password"><button>Log in</button></form>',
      );
      return;
    }
    const { email, password } = request.body ?? {};
    if (email !== user.email || password !== user.password) {
      response.status(401).send('Wrong email or password.');
      return;
    }
    const code = codes.issue({
      subject: 'auth0|1',
      email: user.email,
      redirectUri: redirect_uri,
      nonce: text(asked.nonce),
      challenge: text(asked.code_challenge),
    });
    const target = new URL(redirect_uri);
    target.searchParams.set('code', code);
    if (typeof state === 'string') target.searchParams.set('state', state);
    response.redirect(target.href);
  };
}

export function logOut(application: Application): RequestHandler {
  return ({ query }, response) => {
    const { post_logout_redirect_uri: target } = query;
    if (typeof target !== 'string' || !application.logoutUrls.includes(target)) {
      return refuse(response, 'The URL must be among the allowed logout URLs.');
    }
    response.redirect(target);
  };
}

function refuse(response: Response, problem: string): void {
  response.status(403).send(problem);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
