import { amplifySecretPath, type DemoDeployment, sharedAmplifySecretPath } from './deployments.js';
import { PROD_NEIGHBOURS } from './values.js';

export type Access = 'read' | 'write' | 'read, write' | '–' | '?';

/** Function → name of a secret or parameter → access. Everything else must be denied. */
export type AccessTable = Readonly<Record<string, Readonly<Record<string, Access>>>>;

/** Written by hand: every secret that each function of a deployment may read or write. */
export function expectedAccess({ environment, identity }: DemoDeployment): AccessTable {
  if (environment === 'prod' || environment === 'dev') {
    const leaf = (name: string) => `myapp/${environment}/${name}`;
    const tokens = environment === 'prod' ? 'upwork-oauth-tokens' : leaf('upwork-tokens');
    return {
      'stripe-webhook': { [leaf('stripe')]: 'read' },
      'token-refresh': { [leaf('upwork-app')]: 'read', [tokens]: 'read, write' },
      'webhook-router': {
        [leaf('slack-signing-secret')]: 'read',
        [leaf('stripe')]: 'read',
        [leaf('github-acme')]: 'read',
      },
      'place-order': { [leaf('database')]: 'read' },
      // Only main rotates.
      ...(environment === 'prod' ? { 'rotate-database': { [leaf('database')]: 'read, write' } } : {}),
      'secrets-health': {
        ...reads(['stripe', 'slack-signing-secret', 'google-oauth', 'database', 'upwork-app', 'github-acme'].map(leaf)),
        ...reads([tokens]),
        ...(environment === 'prod' ? reads(PROD_NEIGHBOURS) : {}),
      },
    };
  }
  const own = (name: string) => amplifySecretPath(identity, name);
  const app = environment === 'preview' ? sharedAmplifySecretPath('upworkApp') : own('upworkApp');
  return {
    'stripe-webhook': { [own('stripe')]: 'read' },
    'token-refresh': { [app]: 'read', [own('upworkTokens')]: 'read, write' },
    'webhook-router': { ...reads([own('slackSigningSecret'), own('stripe'), own('github-acme')]) },
    'place-order': { [own('database')]: 'read' },
    'secrets-health': {
      ...reads(['stripe', 'slackSigningSecret', 'googleOauth', 'database', 'upworkTokens', 'github-acme'].map(own)),
      ...reads([app]),
    },
  };
}

function reads(names: readonly string[]): Readonly<Record<string, Access>> {
  return Object.fromEntries(names.map((name) => [name, 'read']));
}
