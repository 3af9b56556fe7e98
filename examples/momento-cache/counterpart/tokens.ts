import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';

/** The tokens that a counterpart has issued: base64 of the endpoint and a signed key, as Momento's of version 1 are. */
export interface Tokens {
  /** A token that is accepted for so many seconds. */
  issue(seconds?: number): string;
  revoke(token: string): void;
  /** Why a key is refused; undefined where it is accepted. */
  refusalOf(key: string | undefined): string | undefined;
}

interface Claims {
  /** Of a key that the SDK accepts without its endpoint, too. */
  readonly t: 'g';
  readonly id: string;
  readonly exp: number;
}

export function createTokens(endpoint: string): Tokens {
  const signingKey = randomBytes(32);
  const revoked = new Set<string>();
  const sign = (content: string) => createHmac('sha256', signingKey).update(content).digest('base64url');

  return {
    issue(seconds = 3600) {
      const claims: Claims = { t: 'g', id: randomUUID(), exp: Math.floor(Date.now() / 1000) + seconds };
      const content = `${encoded({ alg: 'HS256' })}.${encoded(claims)}`;
      const token = { endpoint, api_key: `${content}.${sign(content)}` };
      return Buffer.from(JSON.stringify(token)).toString('base64');
    },
    revoke(token) {
      revoked.add(claimsOf(keyOf(token)).id);
    },
    refusalOf(key) {
      if (key === undefined) return 'has no token';
      const [header, claims, signature = ''] = key.split('.');
      const expected = Buffer.from(sign(`${header}.${claims}`));
      const actual = Buffer.from(signature);
      if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return 'has a bad signature';
      const { id, exp } = claimsOf(key);
      if (exp <= Date.now() / 1000) return 'has expired';
      return revoked.has(id) ? 'is revoked' : undefined;
    },
  };
}

/** The key in a token, which is what the SDK sends. */
export function keyOf(token: string): string {
  return JSON.parse(Buffer.from(token, 'base64').toString()).api_key;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function claimsOf(key: string): Claims {
  return JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString());
}
