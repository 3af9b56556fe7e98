import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import type { Deployment } from '@amplify-secrets/runtime/contract';
import { App, NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { vi } from 'vitest';
import type { AmplifyFunction } from './grantees/grantee.js';

/** What the test has printed to standard error, which silent-stderr.test.support.ts keeps silent. */
export function printed(): unknown[] {
  return vi.mocked(process.stderr.write).mock.calls.map(([message]) => message);
}

export const MAIN: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' };
export const FEATURE: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'feature/checkout' };
export const PREVIEW: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'pr-7' };
export const SANDBOX: Deployment = { type: 'sandbox', namespace: 'my-app', name: 'jan' };
export const STANDALONE: Deployment = { type: 'standalone', namespace: 'acme', name: 'backend' };
export const STAGE: Deployment = { type: 'standalone', namespace: 'pipeline', name: 'beta' };

export const environments = {
  prod: ['main', 'standalone:acme'],
  staging: 'stage:beta',
  preview: { branches: 'pr-*', store: 'amplify' },
  dev: '*',
} as const;

export const secrets = defineSecrets({
  app: 'myapp',
  environments,
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    upworkTokens: jsonSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});

/** The CDK context that `ampx` sets. */
export function contextOf({ type, namespace, name }: Deployment): Record<string, string> {
  return { 'amplify-backend-type': type, 'amplify-backend-namespace': namespace, 'amplify-backend-name': name };
}

/** A root stack with one nested stack for functions, as Amplify makes them. */
export function makeBackend(deployment?: Deployment, props: StackProps = {}, context: Record<string, unknown> = {}) {
  const app = new App({ context: { ...(deployment === undefined ? {} : contextOf(deployment)), ...context } });
  const root = new Stack(app, 'amplify', props);
  const stack = new NestedStack(root, 'function');
  return {
    app,
    root,
    stack,
    /** A function that has the two members of Amplify's wrapper; `keys` has the variable of each call of addEnvironment. */
    amplifyFunction(id: string, scope: Construct = stack): AmplifyFunction & { readonly keys: string[] } {
      const lambda = makeFunction(scope, id);
      const keys: string[] = [];
      return {
        keys,
        resources: { lambda },
        addEnvironment(key, value) {
          keys.push(key);
          lambda.addEnvironment(key, value);
        },
      };
    },
    grants: () => grantsIn(stack),
  };
}

export function makeFunction(scope: Construct, id: string): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
  });
}

export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Every statement of every policy of a synthesised stack, with pseudo parameters filled in. Only plain allows are expected. */
export function grantsIn(stack: Stack): Grant[] {
  const template = Template.fromStack(stack);
  const policies = [
    ...Object.values(template.findResources('AWS::IAM::Policy')),
    ...Object.values(template.findResources('AWS::IAM::ManagedPolicy')),
  ];
  return policies.flatMap(grantsOf);
}

export function grantsOf(
  policy: Record<string, { PolicyDocument: { Statement: Record<string, unknown>[] } }>,
): Grant[] {
  return (policy.Properties?.PolicyDocument.Statement ?? []).map((statement) => {
    const { Effect, Action, Resource, ...rest } = statement;
    if (Effect !== 'Allow' || Object.keys(rest).length > 0) {
      throw new Error(`Unexpected statement: ${JSON.stringify(statement)}`);
    }
    return {
      actions: [Action as string | string[]].flat(),
      resources: [Resource as TemplateResource | TemplateResource[]].flat().map(arnOf),
    };
  });
}

/** The tests' own reading of IAM: actions exact, resources with `*` and `?`. */
export function allows(grants: readonly Grant[], action: string, resource: string): boolean {
  return grants.some(
    (grant) => grant.actions.includes(action) && grant.resources.some((pattern) => wildcard(pattern).test(resource)),
  );
}

/** A secret's ARN as AWS makes it: with a suffix. */
export function secretArn(name: string): string {
  return `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-a1B2c3`;
}

/** The value of `AMPLIFY_SECRETS` of every function in a stack, by the beginning of its logical id. */
export function descriptorsIn(stack: Stack): Record<string, unknown> {
  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  return Object.fromEntries(
    Object.entries(functions).map(([id, { Properties }]) => {
      const encoded = Properties.Environment?.Variables?.AMPLIFY_SECRETS;
      return [id.slice(0, -8), encoded === undefined ? undefined : JSON.parse(encoded)];
    }),
  );
}

const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '123456789012',
};

type TemplateResource = string | { readonly 'Fn::Join': [string, (string | { Ref: string })[]] };

function arnOf(value: TemplateResource): string {
  if (typeof value === 'string') return value;
  return value['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : (PSEUDO[part.Ref] ?? part.Ref)))
    .join('');
}

function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
