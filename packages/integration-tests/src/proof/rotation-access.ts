import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, can, type Deployment, loadBackend } from '@amplify-secrets/local';
import type { Statement } from '@amplify-secrets/local/iam';
import { Duration, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { amplifyApp } from './amplify-app.js';
import type { Kit } from './kit.js';
import { silently } from './synthesize-project.js';

const ACCOUNT = '123456789012';
const PLACE = { account: ACCOUNT, region: 'us-east-1' };
export const OWNER: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' };

/** Two secrets that the function `rotate` rotates on the branch main, beside one that it does not, and a function `reader` of all. */
export function synthesizeRotation(kit: Kit, deployment: Deployment): Backend {
  const outdir = mkdtempSync(join(tmpdir(), 'rotation-'));
  try {
    const app = amplifyApp(deployment, outdir);
    const root = new Stack(app, 'amplify');
    const stack = new NestedStack(root, 'function');
    const lambda = (id: string) => {
      const made = new LambdaFunction(stack, id, {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async () => {}'),
        timeout: Duration.seconds(60),
      });
      // By which Amplify names it.
      Tags.of(made).add('amplify:friendly-name', id);
      return made;
    };
    const definitions = { database: kit.textSecret(), cache: kit.textSecret(), databaseAdmin: kit.textSecret() };
    const environments = { prod: 'main', staging: 'staging', dev: '*' };
    const secrets = kit.defineSecrets({ app: 'shop', environments, secrets: definitions });
    const rotate = lambda('rotate');
    for (const secret of [secrets.database, secrets.cache]) {
      kit.defineSecretRotation(root, secret, { function: rotate, schedule: 'cron(0 3 1 * ? *)', branches: 'main' });
    }
    kit.grantSecretRead(lambda('reader'), kit.allSecrets(secrets));
    silently(() => app.synth());
    return loadBackend(outdir, PLACE);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const arn = (name: string, account = ACCOUNT, region = PLACE.region) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
const OWN = [arn('shop/prod/database-a1B2c3'), arn('shop/prod/cache-Zz9Yy8')];
/** Near to the rotated secrets: other secrets, names, environments, apps, accounts and regions. */
const NEIGHBOURS = [
  arn('shop/prod/database-admin-a1B2c3'),
  arn('shop/prod/database-v2-a1B2c3'),
  arn('shop/prod/database-a1B2c3-a1B2c3'),
  arn('shop/prod/databas-a1B2c3'),
  arn('shop/staging/database-a1B2c3'),
  arn('shop/dev/database-a1B2c3'),
  arn('shop2/prod/database-a1B2c3'),
  arn('shop/prod/database-a1B2c3', '999999999999'),
  arn('shop/prod/database-a1B2c3', ACCOUNT, 'eu-west-1'),
];
const FOUR = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];
const OTHERS = [
  'CancelRotateSecret',
  'CreateSecret',
  'DeleteSecret',
  'GetResourcePolicy',
  'ListSecretVersionIds',
  'PutResourcePolicy',
  'ReplicateSecretToRegions',
  'RestoreSecret',
  'RotateSecret',
  'TagResource',
  'UpdateSecret',
];

/** Every answer that is not what the declaration says, as sentences. None where the rotation is as declared. */
export function brokenIn(backend: Backend, { isOwner }: { readonly isOwner: boolean }): string[] {
  const asked = [
    ...[...OWN, ...NEIGHBOURS].flatMap((resource) =>
      [...FOUR, ...OTHERS].map((action) => ({
        action,
        resource,
        expected: isOwner && OWN.includes(resource) && FOUR.includes(action),
      })),
    ),
    ...['BatchGetSecretValue', 'GetRandomPassword', 'ListSecrets'].map((action) => ({
      action,
      resource: '*',
      expected: false,
    })),
  ];
  const answers = asked.flatMap(({ action, resource, expected }) => {
    const { effect } = can(backend, 'rotate', `secretsmanager:${action}`, resource);
    return effect === (expected ? 'allow' : 'deny') ? [] : [`${action} on ${resource}: ${effect}`];
  });
  return [...answers, ...invocations(backend, isOwner)];
}

function invocations(backend: Backend, isOwner: boolean): string[] {
  const rotator = backend.functions.find(({ name }) => name === 'rotate');
  const policy = backend.functionPolicies.get(rotator?.arn ?? '');
  const statements = [policy?.document.Statement ?? []].flat();
  const callers = [
    ...OWN.map((source) => ({ source, account: ACCOUNT, expected: isOwner })),
    ...NEIGHBOURS.map((source) => ({ source, account: source.split(':')[4] ?? '', expected: false })),
    // An account of another owner that says the secret is ours: the two conditions do not depend on each other.
    ...OWN.map((source) => ({ source, account: '999999999999', expected: false })),
  ];
  return callers
    .filter(({ source, account, expected }) => statements.some((each) => lets(each, source, account)) !== expected)
    .map(({ source, account }) => `invoked for ${source} by ${account}`);
}

/** What Lambda decides of a call by AWS Secrets Manager. Read here anew, and not with the evaluator that the local AWS has. */
function lets({ Effect, Principal, Action, Condition = {} }: Statement, source: string, account: string): boolean {
  const [service] = Object.values(Object(Principal));
  const { StringEquals = {}, ArnLike = {}, ...unknown } = Condition;
  if (Object.keys(unknown).length > 0) throw new Error(`an unknown condition: ${Object.keys(unknown).join()}`);
  return (
    Effect === 'Allow' &&
    Action === 'lambda:InvokeFunction' &&
    service === 'secretsmanager.amazonaws.com' &&
    Object.values(StringEquals).every((value) => value === account) &&
    Object.values(ArnLike).every((pattern) => expressionOf(String(pattern)).test(source))
  );
}

function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source.replaceAll('?', '.')}$`);
}
