import { randomBytes } from 'node:crypto';
import type { LocalAws } from '@amplify-secrets/local';
import { amplifySecretPath, DEPLOYMENTS, sharedAmplifySecretPath } from './deployments.js';

/** The values of one family. Every text is random, so that a leak is found by looking for it. */
export interface Family {
  readonly stripe: { readonly apiKey: string; readonly webhookSecret: string };
  readonly slackSigningSecret: string;
  readonly googleOauth: { readonly clientId: string; readonly clientSecret: string };
  readonly databasePassword: string;
  readonly upworkApp: { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string };
  readonly upworkTokens: { readonly accessToken: string; readonly refreshToken: string; readonly expiresAt: number };
  readonly githubAcme: string;
}

export type Families = Readonly<Record<'sandbox' | 'prod' | 'dev' | 'preview', Family>>;

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

export function makeFamilies(tokenUrl: string): Families {
  const family = (): Family => ({
    stripe: { apiKey: secret('rk'), webhookSecret: secret('whsec') },
    slackSigningSecret: secret('slack'),
    googleOauth: { clientId: secret('google'), clientSecret: secret('google') },
    databasePassword: secret('db'),
    upworkApp: { clientId: secret('client'), clientSecret: secret('client'), tokenUrl },
    upworkTokens: { accessToken: secret('access'), refreshToken: secret('refresh'), expiresAt: 0 },
    githubAcme: secret('github'),
  });
  return { sandbox: family(), prod: family(), dev: family(), preview: family() };
}

/** Fills the stores as people would: Secrets Manager for branches, Amplify's secrets for the sandbox and the preview. */
export function storeValues(aws: LocalAws, families: Families): void {
  for (const [environment, tokensName] of [
    ['prod', 'upwork-oauth-tokens'],
    ['dev', 'myapp/dev/upwork-tokens'],
  ] as const) {
    const family = families[environment];
    const put = (leaf: string, value: unknown) => aws.secrets.put(`myapp/${environment}/${leaf}`, asText(value));
    put('stripe', family.stripe);
    put('slack-signing-secret', family.slackSigningSecret);
    put('google-oauth', family.googleOauth);
    put('database-password', family.databasePassword);
    put('upwork-app', family.upworkApp);
    put('github-acme', family.githubAcme);
    aws.secrets.put(tokensName, asText(family.upworkTokens));
  }
  for (const name of NEIGHBOURS) aws.secrets.put(name, secret('neighbour'));

  for (const { environment, identity } of DEPLOYMENTS) {
    if (environment !== 'sandbox' && environment !== 'preview') continue;
    const { githubAcme, upworkApp, ...own } = families[environment];
    for (const [key, value] of Object.entries(own)) aws.parameters.put(amplifySecretPath(identity, key), asText(value));
    aws.parameters.put(amplifySecretPath(identity, 'github-acme'), githubAcme);
    // One value for every branch whose secrets are in Amplify's store; the sandbox has its own.
    const path =
      environment === 'preview' ? sharedAmplifySecretPath('upworkApp') : amplifySecretPath(identity, 'upworkApp');
    aws.parameters.put(path, asText(upworkApp));
  }
}

/** Every text that must never be seen outside of the stores and the handlers. */
export function secretTexts(families: Families): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(texts)
        : [];
  return texts(families).filter((text) => !text.startsWith('http'));
}

function secret(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString('hex')}`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
