import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IssuedTokens, type OAuthProvider, startOAuthProvider } from './oauth-provider.js';

let provider: OAuthProvider;
beforeAll(async () => {
  provider = await startOAuthProvider();
});
afterAll(() => provider.close());

let first: IssuedTokens;
beforeEach(() => {
  provider.fault = undefined;
  first = provider.authorize();
});

async function renew({ refreshToken }: Pick<IssuedTokens, 'refreshToken'>) {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const response = await fetch(provider.url, { method: 'POST', body });
  const answer: Readonly<Record<string, unknown>> = Object(await response.json());
  return {
    status: response.status,
    accessToken: answer.access_token,
    refreshToken: String(answer.refresh_token),
    error: answer.error,
  };
}

describe('a provider that rotates refresh tokens', () => {
  it('renews tokens again and again, each time with the newest', async () => {
    const second = await renew(first);
    const third = await renew(second);
    expect([second.status, third.status]).toEqual([200, 200]);
    expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
    expect(provider.accepts(third.accessToken)).toBe(true);
  });

  it('revokes all that came of an authorization where one token is used twice', async () => {
    const { asked, revoked } = provider;
    const other = provider.authorize();
    const second = await renew(first);
    expect(await renew(first)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await renew(second)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect([first, second].some(({ accessToken }) => provider.accepts(accessToken))).toBe(false);
    expect({ asked: provider.asked - asked, revoked: provider.revoked - revoked }).toEqual({ asked: 3, revoked: 1 });
    expect(provider.accepts(other.accessToken)).toBe(true);
  });

  it('refuses a token that it has not issued', async () => {
    expect(await renew({ refreshToken: 'guessed' })).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(provider.accepts('guessed')).toBe(false);
  });

  it.each([
    [503, { kind: 'error', status: 503 }],
    [400, { kind: 'refused' }],
  ] as const)('answers with status %i on request, and consumes nothing', async (status, fault) => {
    provider.fault = fault;
    expect((await renew(first)).status).toBe(status);
    provider.fault = undefined;
    expect((await renew(first)).status).toBe(200);
  });

  it('consumes a token whose answer is lost', async () => {
    provider.fault = { kind: 'lost' };
    await expect(renew(first)).rejects.toThrow();
    provider.fault = undefined;
    expect(await renew(first)).toMatchObject({ error: 'invalid_grant' });
  });

  it('answers nobody before two have asked, then whoever asks', async () => {
    provider.fault = { kind: 'crowd', size: 2 };
    const answers = await Promise.all([renew(first), renew(first)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await renew(provider.authorize())).status).toBe(200);
  });

  it('answers slowly what it consumed at once', async () => {
    provider.fault = { kind: 'slow', milliseconds: 20 };
    const answers = await Promise.all([renew(first), renew(first)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('lets a test act between a rotation and its answer', async () => {
    let wasAccepted: boolean | undefined;
    provider.beforeAnswer = async () => {
      wasAccepted = provider.accepts(first.accessToken);
    };
    expect((await renew(first)).status).toBe(200);
    provider.beforeAnswer = undefined;
    expect(wasAccepted).toBe(true);
  });
});
