import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { urlOf } from './url-of.js';

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What the provider does in place of an answer, or before it. */
export type ProviderFault =
  | { /** Rotates the token, and answers later. */ readonly kind: 'slow'; readonly milliseconds: number }
  | {
      /** Rotates the token, and answers nobody before so many have asked. */ readonly kind: 'crowd';
      readonly size: number;
    }
  | { /** Rotates the token, and ends the connection without an answer. */ readonly kind: 'lost' }
  | { /** Consumes nothing. */ readonly kind: 'error'; readonly status: number }
  | { /** Refuses a token that is valid: invalid_grant. */ readonly kind: 'refused' };

/** A provider that renews tokens as many do: each refresh token is valid once, and a second use revokes all that came of one authorization. */
export interface OAuthProvider {
  readonly url: string;
  fault: ProviderFault | undefined;
  /** Awaited when a token is consumed or refused, and before the answer. */
  beforeAnswer: (() => Promise<void>) | undefined;
  /** The first tokens of an authorization: what a user gets who authorizes the app. */
  authorize(): IssuedTokens;
  /** Requests for new tokens so far. */
  readonly asked: number;
  /** Authorizations that were revoked. */
  readonly revoked: number;
  /** Whether a token opens anything. */
  accepts(accessToken: unknown): boolean;
  close(): void;
}

interface Authorization {
  refreshToken: string;
  isRevoked: boolean;
}

export async function startOAuthProvider(): Promise<OAuthProvider> {
  const authorizations = new Map<string, Authorization>();
  let inCrowd: (() => void)[] = [];
  let asked = 0;
  const issue = (authorization: Authorization): IssuedTokens => {
    const [accessToken = '', refreshToken = ''] = ['access', 'refresh'].map(
      (kind) => `${kind}_${randomBytes(12).toString('hex')}`,
    );
    authorization.refreshToken = refreshToken;
    for (const token of [accessToken, refreshToken]) authorizations.set(token, authorization);
    return { accessToken, refreshToken };
  };
  const crowd = (size: number) =>
    new Promise<void>((resolve) => {
      inCrowd.push(resolve);
      if (inCrowd.length < size) return;
      for (const answer of inCrowd) answer();
      inCrowd = [];
      // Whoever asks later is not waited for.
      provider.fault = undefined;
    });

  async function answer(refreshToken: string, response: ServerResponse): Promise<void> {
    const { fault } = provider;
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
    const authorization = authorizations.get(refreshToken);
    const isAnswered = fault?.kind !== 'error' && fault?.kind !== 'refused';
    const isValid = authorization?.refreshToken === refreshToken && !authorization.isRevoked;
    if (authorization && !isValid) authorization.isRevoked = true;
    const tokens = authorization && isValid && isAnswered ? issue(authorization) : undefined;
    await provider.beforeAnswer?.();
    if (fault?.kind === 'error') return void send(fault.status, { error: 'temporarily_unavailable' });
    if (fault?.kind === 'lost') return void response.destroy();
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    if (fault?.kind === 'crowd') await crowd(fault.size);
    if (!tokens) return void send(400, { error: 'invalid_grant' });
    const { accessToken: access_token, refreshToken: refresh_token } = tokens;
    send(200, { access_token, refresh_token, expires_in: 3600 });
  }

  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    asked += 1;
    await answer(form.get('refresh_token') ?? '', response);
  });
  const provider: OAuthProvider = {
    url: `${await urlOf(server)}/oauth2/token`,
    fault: undefined,
    beforeAnswer: undefined,
    authorize: () => issue({ refreshToken: '', isRevoked: false }),
    get asked() {
      return asked;
    },
    get revoked() {
      return new Set([...authorizations.values()].filter(({ isRevoked }) => isRevoked)).size;
    },
    accepts: (token) => typeof token === 'string' && authorizations.get(token)?.isRevoked === false,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return provider;
}
