import { getSecret, putSecret } from '@amplify-secrets/runtime';
import { secrets } from '../../secrets/resource.js';

interface TokenResponse {
  readonly access_token: string;
  readonly refresh_token?: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** Runs every half hour: exchanges the refresh token for new tokens (RFC 6749, section 6) and writes them back. */
export const handler = async (): Promise<{ refreshed: boolean; expiresAt: number }> => {
  const { clientId, clientSecret, tokenUrl } = await getSecret(secrets.upworkApp);
  // Another run may have renewed the tokens since this container read them.
  const tokens = await getSecret(secrets.upworkTokens, { fresh: true });

  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken }),
  });
  if (!response.ok) throw new Error(`The token endpoint answered ${response.status}; the stored tokens are untouched.`);
  const renewed = (await response.json()) as TokenResponse;

  const expiresAt = Date.now() + renewed.expires_in * 1000;
  await putSecret(secrets.upworkTokens, {
    accessToken: renewed.access_token,
    // A provider that does not rotate refresh tokens sends none, and the old one stays valid.
    refreshToken: renewed.refresh_token ?? tokens.refreshToken,
    expiresAt,
  });
  return { refreshed: true, expiresAt };
};
