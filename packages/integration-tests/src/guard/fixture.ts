import {
  allSecrets,
  type BackendErrorName,
  defineSecretRotation,
  type GuardFindingName,
  grantSecretRead,
} from '@amplify-secrets/backend';
import { defineSecrets, isSecretsError, jsonSecret, type Secrets, textSecret } from '@amplify-secrets/runtime';
import type { SecretReference } from '@amplify-secrets/runtime/contract';
import { Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { amplifyApp } from '../proof/amplify-app.js';
import { silently } from '../proof/synthesize-project.js';

/** What somebody wrote in a backend, and what the guard must report. */
export interface Fixture {
  readonly title: string;
  readonly branch: string;
  readonly write: Write;
  /** One entry for each finding, repeated where it is reported repeatedly. */
  readonly finds: readonly GuardFindingName[];
}

/** Adds to a backend in which the function `reader` may read all of `secrets`. */
export type Write = (project: FixtureProject) => void;

export interface FixtureProject {
  readonly stack: Stack;
  readonly lambda: (id: string, environment?: Record<string, string>) => LambdaFunction;
  /** The function that rotates a secret on the branch main. */
  readonly rotates: (secret: SecretReference) => LambdaFunction;
}

/** The declaration that mistakes are made around. */
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
    databasePassword: textSecret(),
    upworkTokens: jsonSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
}) satisfies Secrets;

/** Fixtures with the same findings, by title. */
export function fixtures(
  finds: readonly GuardFindingName[],
  /** @default the branch main */
  backends: Readonly<Record<string, Write | { readonly branch: string; readonly write: Write }>>,
): Fixture[] {
  return Object.entries(backends).map(([title, backend]) => ({
    title,
    finds,
    ...(typeof backend === 'function' ? { branch: 'main', write: backend } : backend),
  }));
}

/** The names of the findings: those in the error that stops the synthesis, and those in warnings. */
export function findingsIn({ branch, write }: Fixture): string[] {
  const app = amplifyApp({ type: 'branch', namespace: 'd1a2b3', name: branch });
  const root = new Stack(app, 'amplify');
  const stack = new NestedStack(root, 'function');
  const lambda = (id: string, environment: Record<string, string> = {}) =>
    new LambdaFunction(stack, id, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => {}'),
      environment,
      // Enough for a rotation.
      timeout: Duration.seconds(60),
    });
  const rotates = (secret: SecretReference) => {
    const rotator = lambda('rotator');
    const options = { function: rotator, schedule: 'cron(0 3 1 * ? *)', branches: 'main' };
    defineSecretRotation(root, secret, options);
    return rotator;
  };
  grantSecretRead(lambda('reader'), allSecrets(secrets));
  write({ stack, lambda, rotates });
  const stopping = silently(() => errorOf(() => app.synth()));
  const warnings = root.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
  return [...namesIn(stopping), ...warnings.flatMap(namesIn)].sort();
}

function errorOf(synth: () => unknown): string {
  try {
    synth();
    return '';
  } catch (error) {
    if (isSecretsError<BackendErrorName>(error) && error.name === 'GuardError') return error.message;
    throw error;
  }
}

/** `SecretUnread in amplify/function: …`, one finding a line. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^(?:\d+\. )?([A-Z][A-Za-z]+) in amplify\b/gm)].flatMap(([, name]) => name ?? []);
}
