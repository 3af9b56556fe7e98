import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export interface UpworkTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token expires, in milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface DatabaseLogin {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** The secrets of the app, without their values: backend.ts grants them, handlers read them. */
export const secrets = defineSecrets({
  app: 'myapp',
  environments: {
    prod: 'main',
    staging: ['staging', 'release/*'],
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    googleOauth: jsonSecret(['clientId', 'clientSecret']),
    database: jsonSecret<DatabaseLogin>(),
    upworkApp: jsonSecret(['clientId', 'clientSecret', 'tokenUrl']),
    // Production's tokens are older than the naming convention, and keep their name.
    upworkTokens: jsonSecret<UpworkTokens>({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});
