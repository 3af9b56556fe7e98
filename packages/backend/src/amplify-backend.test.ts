import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineBackend, defineFunction, secret } from '@aws-amplify/backend';
import { Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allows, contextOf, descriptorsIn, grantsIn, MAIN, secretArn, secrets } from './backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite } from './grant.js';

// defineBackend bundles from the working directory and writes types below it, so it gets a separate one.
const before = { directory: process.cwd(), context: process.env.CDK_CONTEXT_JSON, outdir: process.env.CDK_OUTDIR };
const directory = mkdtempSync(join(tmpdir(), 'amplify-backend-'));
let functions: Stack;

beforeAll(() => {
  const modules = dirname(dirname(fileURLToPath(import.meta.resolve('aws-cdk-lib/package.json'))));
  symlinkSync(modules, join(directory, 'node_modules'));
  for (const file of ['package.json', 'package-lock.json']) writeFileSync(join(directory, file), '{}');
  const entry = join(directory, 'handler.ts');
  writeFileSync(entry, 'export const handler = async () => {};');
  process.chdir(directory);
  process.env.CDK_CONTEXT_JSON = JSON.stringify(contextOf(MAIN));
  process.env.CDK_OUTDIR = join(directory, 'cdk.out');

  const backend = defineBackend({
    webhook: defineFunction({ name: 'webhook', entry, environment: { OTHER: secret('OTHER') } }),
    custom: defineFunction(
      (scope) =>
        new LambdaFunction(scope, 'custom', {
          runtime: Runtime.PYTHON_3_12,
          handler: 'index.handler',
          code: Code.fromInline('-'),
          environment: { OWN: 'own' },
        }),
    ),
  });
  grantSecretRead(backend.webhook, secrets.stripe);
  grantSecretRead(backend.webhook, secrets.slackSigningSecret);
  grantSecretReadWrite(backend.custom, secrets.upworkTokens);
  functions = Stack.of(backend.webhook.resources.lambda);
  Stage.of(backend.stack)?.synth();
}, 120_000);

afterAll(() => {
  process.chdir(before.directory);
  restore('CDK_CONTEXT_JSON', before.context);
  restore('CDK_OUTDIR', before.outdir);
  rmSync(directory, { recursive: true });
});

function restore(variable: string, value: string | undefined): void {
  if (value === undefined) delete process.env[variable];
  else process.env[variable] = value;
}

describe('a grant to a function of a real Amplify backend', () => {
  it('adds to what Amplify grants the function', () => {
    const grants = grantsIn(functions);
    const read = 'secretsmanager:GetSecretValue';
    for (const name of ['myapp/prod/stripe', 'myapp/prod/slack-signing-secret', 'upwork-oauth-tokens']) {
      expect(allows(grants, read, secretArn(name)), name).toBe(true);
    }
    expect(allows(grants, read, secretArn('myapp/dev/stripe'))).toBe(false);
    expect(grants.flatMap(({ actions }) => actions)).toContain('ssm:GetParameters');
  });

  it('sets the descriptor, whether Amplify or the user created the function', () => {
    const descriptor = {
      v: 1,
      apps: { myapp: { environment: 'prod', store: 'secrets-manager', digest: expect.any(String) } },
    };
    expect(descriptorsIn(functions)).toEqual({ webhooklambda: descriptor, custom: descriptor });
  });

  it('keeps the other variables of the function', () => {
    Template.fromStack(functions).hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'python3.12',
      Environment: { Variables: { OWN: 'own' } },
    });
  });

  it('adds the variable once to the types of $amplify/env', () => {
    const types = readFileSync(join(directory, '.amplify/generated/env/webhook.ts'), 'utf8');
    expect(types.match(/.*AMPLIFY_SECRETS.*/g)).toEqual([expect.stringMatching(/^ *AMPLIFY_SECRETS: string;$/)]);
  });

  it('makes the function depend on its policy', () => {
    const template = Template.fromStack(functions);
    const policies = Object.keys(template.findResources('AWS::IAM::Policy'));
    const dependencies = Object.values(template.findResources('AWS::Lambda::Function')).flatMap(
      ({ DependsOn }) => DependsOn,
    );
    expect(policies).toHaveLength(2);
    expect(dependencies).toEqual(expect.arrayContaining(policies));
  });
});
