import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Login } from './codes.js';

/** What a token of a broken or an evil provider would have wrong. */
export type Flaw = 'audience' | 'issuer' | 'nonce' | 'expired' | 'signature';

export interface Tokens {
  readonly keys: JSONWebKeySet;
  /** What is wrong with the ID tokens that are issued from now on. */
  flaw: Flaw | undefined;
  idToken(clientId: string, login: Login): Promise<string>;
  accessToken(subject: string, audience?: string): Promise<string>;
  /** The claims of an access token for the user's profile; undefined where it is not one of these. */
  verify(token: string): Promise<JWTPayload | undefined>;
}

const ALGORITHM = 'RS256';

export async function createTokens(issuer: string): Promise<Tokens> {
  const own = await generateKeyPair(ALGORITHM);
  const another = await generateKeyPair(ALGORITHM);
  const profile = `${issuer}userinfo`;
  const sign = (claims: JWTPayload, { privateKey } = own) =>
    new SignJWT({ iat: now(), exp: now() + 3600, iss: issuer, ...claims })
      .setProtectedHeader({ alg: ALGORITHM, kid: 'key-1' })
      .sign(privateKey);
  const tokens: Tokens = {
    keys: { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'key-1', alg: ALGORITHM, use: 'sig' }] },
    flaw: undefined,
    idToken(clientId, { subject, email, nonce }) {
      const claims = { sub: subject, aud: clientId, email, nonce };
      const flaws: Readonly<Record<Flaw, () => Promise<string>>> = {
        audience: () => sign({ ...claims, aud: 'another' }),
        issuer: () => sign({ ...claims, iss: 'https://another.example.com/' }),
        nonce: () => sign({ ...claims, nonce: 'another' }),
        expired: () => sign({ ...claims, exp: now() - 3600 }),
        signature: () => sign(claims, another),
      };
      return tokens.flaw === undefined ? sign(claims) : flaws[tokens.flaw]();
    },
    accessToken: (subject, audience = profile) => sign({ sub: subject, aud: audience }),
    async verify(token) {
      try {
        return (await jwtVerify(token, own.publicKey, { issuer, audience: profile })).payload;
      } catch {
        return undefined;
      }
    },
  };
  return tokens;
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
