import { allSecrets, type FindingName, grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, isSecretsError, jsonSecret, type Secrets, textSecret } from '@amplify-secrets/runtime';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { silently } from '../proof/synthesize-project.js';

/** What somebody wrote in a backend, and what the guard must say of it. */
export interface Fixture {
  /** The branch that is deployed. @default main */
  readonly branch?: string;
  /** Writes it into a backend in which a function `reader` may read all secrets of `secrets`. */
  readonly write: (project: FixtureProject) => void;
  /** The findings, each as often as it must come. */
  readonly finds: readonly FindingName[];
}

export interface FixtureProject {
  readonly stack: Stack;
  readonly lambda: (id: string, environment?: Record<string, string>) => LambdaFunction;
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

/** The findings of a fixture: of those that stop the synthesis the error's, and of the others the warnings. */
export function findingsIn({ branch = 'main', write }: Fixture): string[] {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
    context: {
      'amplify-backend-type': 'branch',
      'amplify-backend-namespace': 'd1a2b3',
      'amplify-backend-name': branch,
    },
  });
  const root = new Stack(app, 'amplify');
  const stack = new NestedStack(root, 'function');
  const lambda = (id: string, environment: Record<string, string> = {}) =>
    new LambdaFunction(stack, id, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => {}'),
      environment,
    });
  grantSecretRead(lambda('reader'), allSecrets(secrets));
  write({ stack, lambda });
  const stopping = silently(() => errorOf(() => app.synth()));
  const warnings = root.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
  return [...namesIn(stopping), ...warnings.flatMap(namesIn)].sort();
}

function errorOf(synth: () => unknown): string {
  try {
    synth();
    return '';
  } catch (error) {
    if (isSecretsError(error) && error.name === 'GuardError') return error.message;
    throw error;
  }
}

/** `SecretUnread in amplify/function: …`, one finding a line. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^(?:\d+\. )?([A-Z][A-Za-z]+) in amplify\b/gm)].flatMap(([, name]) => name ?? []);
}
