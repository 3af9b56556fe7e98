import { randomBytes } from 'node:crypto';
import type { LocalAws } from '@amplify-secrets/local';
import { amplifySecretPath, DEPLOYMENTS, sharedAmplifySecretPath } from './deployments.js';

export interface DatabaseLogin {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** The secrets of one environment. Every string is random, so that a leak is found by a search for it. */
export interface EnvironmentValues {
  readonly stripe: { readonly apiKey: string; readonly webhookSecret: string };
  readonly slackSigningSecret: string;
  readonly googleOauth: { readonly clientId: string; readonly clientSecret: string };
  readonly database: DatabaseLogin;
  readonly upworkApp: { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string };
  readonly upworkTokens: { readonly accessToken: string; readonly refreshToken: string; readonly expiresAt: number };
  readonly githubAcme: string;
}

export type Values = Readonly<Record<'sandbox' | 'prod' | 'dev' | 'preview', EnvironmentValues>>;

/** Secrets that no function of any deployment may reach, each a near miss of one that some may. */
export const NEIGHBOURS = [
  'myapp/prod/stripe-admin',
  'myapp/prod/stripe-AbCdEf',
  'myapp/prod/stripe/live',
  'myapp/prod/strip',
  'myapp/production/stripe',
  'myapp-internal/prod/stripe',
  'upwork-oauth-tokens-backup',
  'other/prod/stripe',
] as const;
// Inside the environment of main, so its secrets-health, which may read all of that environment, reads these too.
export const PROD_NEIGHBOURS: readonly string[] = NEIGHBOURS.filter((name) => name.startsWith('myapp/prod/'));

/** Nothing listens there. */
const NO_DATABASE = { host: '127.0.0.1', port: 1 };

export function makeValues(tokenUrl: string, database: Pick<DatabaseLogin, 'host' | 'port'> = NO_DATABASE): Values {
  const draw = (): EnvironmentValues => ({
    stripe: { apiKey: secret('rk'), webhookSecret: secret('whsec') },
    slackSigningSecret: secret('slack'),
    googleOauth: { clientId: secret('google'), clientSecret: secret('google') },
    database: { ...database, username: 'app', password: secret('db') },
    upworkApp: { clientId: secret('client'), clientSecret: secret('client'), tokenUrl },
    upworkTokens: { accessToken: secret('access'), refreshToken: secret('refresh'), expiresAt: 0 },
    githubAcme: secret('github'),
  });
  return { sandbox: draw(), prod: draw(), dev: draw(), preview: draw() };
}

/** Fills the stores as people would: Secrets Manager for branches, Amplify's secrets for the sandbox and the preview. */
export function storeValues(aws: LocalAws, values: Values): void {
  for (const [environment, tokensName] of [
    ['prod', 'upwork-oauth-tokens'],
    ['dev', 'myapp/dev/upwork-tokens'],
  ] as const) {
    const own = values[environment];
    const put = (leaf: string, value: unknown) => aws.secrets.put(`myapp/${environment}/${leaf}`, asText(value));
    put('stripe', own.stripe);
    put('slack-signing-secret', own.slackSigningSecret);
    put('google-oauth', own.googleOauth);
    put('database', own.database);
    put('upwork-app', own.upworkApp);
    put('github-acme', own.githubAcme);
    aws.secrets.put(tokensName, asText(own.upworkTokens));
  }
  for (const name of NEIGHBOURS) aws.secrets.put(name, secret('neighbour'));

  for (const { environment, identity } of DEPLOYMENTS) {
    if (environment !== 'sandbox' && environment !== 'preview') continue;
    const { githubAcme, upworkApp, ...own } = values[environment];
    for (const [key, value] of Object.entries(own)) aws.parameters.put(amplifySecretPath(identity, key), asText(value));
    aws.parameters.put(amplifySecretPath(identity, 'github-acme'), githubAcme);
    // One value for every branch whose secrets are in Amplify's store; the sandbox has its own.
    const path =
      environment === 'preview' ? sharedAmplifySecretPath('upworkApp') : amplifySecretPath(identity, 'upworkApp');
    aws.parameters.put(path, asText(upworkApp));
  }
}

/** Every string that must never appear outside of the stores and the handlers. */
export function secretStrings(values: Values): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(texts)
        : [];
  return texts(values).filter((text) => DRAWN.test(text));
}

// Beside these, the values have an address, a user and a URL, which are no secrets.
const DRAWN = /^[a-z]+_[0-9a-f]{36}$/;

function secret(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString('hex')}`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
