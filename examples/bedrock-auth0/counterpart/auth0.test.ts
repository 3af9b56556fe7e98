import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../local/browser.js';
import { type Auth0, startAuth0 } from './auth0.js';
import { type Certificate, makeCertificate } from './certificate.js';
import { createTokens } from './tokens.js';

const CALLBACK = 'http://127.0.0.1:5000/callback';

let certificate: Certificate;
let auth0: Auth0;
beforeAll(async () => {
  certificate = await makeCertificate();
  auth0 = await startAuth0(certificate);
  auth0.application.callbackUrls = [CALLBACK];
  auth0.application.logoutUrls = ['http://127.0.0.1:5000'];
});
afterAll(async () => {
  await auth0.close();
  certificate.remove();
});

const verifier = randomBytes(32).toString('base64url');
const browser = () => new Browser(certificate.authority);

function authorizeUrl(changes: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(`${auth0.url}/authorize`);
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = {
    client_id: auth0.application.clientId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    code_challenge,
  };
  for (const [name, value] of Object.entries({ ...asked, ...changes })) url.searchParams.set(name, value);
  return url;
}

async function newCode(): Promise<string> {
  const { location } = await browser().go(authorizeUrl(), { form: auth0.user });
  return location?.searchParams.get('code') ?? '';
}

async function exchange(code: string, changes: Readonly<Record<string, string>> = {}) {
  const { clientId, clientSecret } = auth0.application;
  const form = {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: CALLBACK,
    code_verifier: verifier,
    ...changes,
  };
  const { status, text } = await browser().go(`${auth0.url}/oauth/token`, { form });
  return { status, ...JSON.parse(text) };
}

describe('the login of the counterpart of Auth0', () => {
  it('sends whoever has the password back with a code', async () => {
    const { location } = await browser().go(authorizeUrl({ state: 'abc' }), { form: auth0.user });
    expect(location?.href).toMatch(/^http:\/\/127\.0\.0\.1:5000\/callback\?code=[\w-]+&state=abc$/);
  });

  it.each([
    ['a callback URL that is not allowed', { redirect_uri: `${CALLBACK}/elsewhere` }, /Callback URL mismatch/],
    ['another client', { client_id: 'another' }, /Unknown client/],
    ['an audience that no API has', { audience: 'https://another.example.com' }, /Service not found/],
    ['the implicit flow', { response_type: 'id_token' }, /response type/],
    ['a scope without openid', { scope: 'profile' }, /openid/],
  ])('refuses %s', async (_, changes, problem) => {
    const { status, text } = await browser().go(authorizeUrl(changes));
    expect(status).toBe(403);
    expect(text).toMatch(problem);
  });

  it('refuses a wrong password', async () => {
    const form = { ...auth0.user, password: 'wrong' };
    expect((await browser().go(authorizeUrl(), { form })).status).toBe(401);
  });

  it('refuses a logout to a URL that is not allowed', async () => {
    const logout = `${auth0.url}/oidc/logout?post_logout_redirect_uri=`;
    expect((await browser().go(`${logout}http://127.0.0.1:5000`)).status).toBe(302);
    expect((await browser().go(`${logout}http://elsewhere.example.com`)).status).toBe(403);
  });
});

describe('the token endpoint of the counterpart of Auth0', () => {
  it('exchanges a code for tokens', async () => {
    expect(await exchange(await newCode())).toMatchObject({ status: 200, id_token: expect.any(String) });
  });

  it.each([
    ['a wrong client secret', { client_secret: 'wrong' }, { status: 401, error: 'access_denied' }],
    ['another redirect URI', { redirect_uri: `${CALLBACK}/elsewhere` }, { status: 403, error: 'invalid_grant' }],
    ['a wrong code verifier', { code_verifier: 'wrong' }, { status: 403, error: 'invalid_grant' }],
    ['a code that it has not issued', { code: 'nonsense' }, { status: 403, error: 'invalid_grant' }],
    ['another grant type', { grant_type: 'password' }, { status: 403, error: 'unauthorized_client' }],
  ])('refuses %s', async (_, changes, refusal) => {
    expect(await exchange(await newCode(), changes)).toMatchObject(refusal);
  });

  it('refuses a code that was used', async () => {
    const code = await newCode();
    expect(await exchange(code)).toMatchObject({ status: 200 });
    expect(await exchange(code)).toMatchObject({ status: 403, error: 'invalid_grant' });
  });
});

describe('the user profile of the counterpart of Auth0', () => {
  const profile = async (token: string) => {
    const response = await browser().go(`${auth0.url}/userinfo`, { token });
    return response.status;
  };

  it('is for an access token that it has issued', async () => {
    const { access_token } = await exchange(await newCode());
    expect(await profile(access_token)).toBe(200);
  });

  it('refuses a token with another audience', async () => {
    expect(await profile(await auth0.tokens.accessToken('auth0|1', 'https://another.example.com'))).toBe(401);
  });

  it('refuses a token that another has signed', async () => {
    const other = await createTokens(`https://${auth0.domain}/`);
    expect(await profile(await other.accessToken('auth0|1'))).toBe(401);
  });

  it('refuses a token whose claims were changed, and what is no token', async () => {
    const [header, , signature] = (await auth0.tokens.accessToken('auth0|1')).split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'auth0|2' })).toString('base64url');
    expect(await profile(`${header}.${claims}.${signature}`)).toBe(401);
    expect(await profile('nonsense')).toBe(401);
  });
});

it('is not trusted by a client that trusts another authority', async () => {
  const another = await makeCertificate();
  try {
    await expect(new Browser(another.authority).go(authorizeUrl())).rejects.toThrow(/certificate/);
  } finally {
    another.remove();
  }
});
