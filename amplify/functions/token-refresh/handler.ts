import { getSecret, SecretNotChanged, updateSecret } from '@amplify-secrets/runtime';
import { secrets, type UpworkTokens } from '../../secrets/resource.js';

interface TokenResponse {
  readonly access_token: string;
  /** A provider that does not rotate refresh tokens sends none, and the old one stays valid. */
  readonly refresh_token?: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** Longer than the half hour until the next run. */
const RENEW_BEFORE_MS = 35 * 60_000;
const isDue = ({ expiresAt }: UpworkTokens) => expiresAt < Date.now() + RENEW_BEFORE_MS;

/** Runs every half hour: exchanges the refresh token for new tokens (RFC 6749, section 6) and writes them back. */
export const handler = async (
  _event: unknown,
  context: { getRemainingTimeInMillis(): number },
): Promise<{ refreshed: boolean; expiresAt: number }> => {
  const { clientId, clientSecret, tokenUrl } = await getSecret(secrets.upworkApp);
  let refreshed = false;
  const { expiresAt } = await updateSecret(
    secrets.upworkTokens,
    async ({ refreshToken }, { signal }) => {
      const response = await fetch(tokenUrl, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
        signal,
      });
      const failure = `The token endpoint answered ${response.status}.`;
      // Refused, so the refresh token is not spent. After any other failure it may be.
      if (response.status >= 400 && response.status < 500) throw new SecretNotChanged(failure);
      if (!response.ok) throw new Error(failure);
      const renewed = (await response.json()) as TokenResponse;
      refreshed = true;
      return {
        accessToken: renewed.access_token,
        refreshToken: renewed.refresh_token,
        expiresAt: Date.now() + renewed.expires_in * 1000,
      };
    },
    { when: isDue, context },
  );
  return { refreshed, expiresAt };
};
