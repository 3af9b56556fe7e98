import { refreshedToken, rotationHandler } from '@amplify-secrets/runtime/rotation';
import { getTokenProvider } from '@aws/bedrock-token-generator';
import { BEDROCK_REGION } from '../../bedrock/models.js';
import { secrets } from '../../secrets/resource.js';

const HOURS = 12;

/** Signs a short-term key with the credentials of this function, and makes it the current version. */
export const handler = rotationHandler(
  secrets.bedrockKey,
  refreshedToken({
    create: async () => {
      const expiresAt = Date.now() + HOURS * 3_600_000;
      const provideToken = getTokenProvider({ region: BEDROCK_REGION, expiresInSeconds: HOURS * 3600 });
      return { key: await provideToken(), expiresAt };
    },
    expiresAt: ({ expiresAt }) => expiresAt,
  }),
);
