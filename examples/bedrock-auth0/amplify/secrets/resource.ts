import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'bedrock-chat',
  environments: { prod: 'main', dev: '*' },
  secrets: {
    // Of the application in Auth0, and the key that encrypts the cookie of a session.
    auth0: jsonSecret(['clientSecret', 'sessionSecret']),
    // Renewed every four hours by amplify/functions/renew-bedrock-key.
    bedrockKey: jsonSecret<{ key: string; expiresAt: number }>(),
    // Copied from the console. When it expires is in its tag `expires-on`.
    bedrockLongTermKey: textSecret(),
  },
});
