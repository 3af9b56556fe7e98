import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import type { Deployment } from '@amplify-secrets/runtime/contract';
import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { MAIN, makeBackend } from '../backend.test.support.js';
import type { AmplifyFunction } from '../grantees/grantee.js';

export const KEY_ARN = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const SCHEDULE = 'cron(0 3 1 * ? *)';

/** Every environment of AWS Secrets Manager has one branch, but for `dev`. */
export const secrets = defineSecrets({
  app: 'myapp',
  environments: {
    prod: 'main',
    staging: 'staging',
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: {
    database: jsonSecret(['username', 'password']),
    databaseAdmin: jsonSecret(['username', 'password']),
    databaseCopy: textSecret({ name: { prod: 'copy', staging: 'copy' } }),
    encrypted: jsonSecret(['username', 'password'], { encryptionKey: KEY_ARN }),
  },
});

/** A set in which only `prod` has its values in AWS Secrets Manager. */
export const owned = defineSecrets({
  app: 'shop',
  environments: { prod: 'main' },
  secrets: { database: jsonSecret(['username', 'password']) },
});

export function makeRotatingFunction(scope: Construct, id: string, seconds: number | undefined = 60): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
    ...(seconds !== undefined && { timeout: Duration.seconds(seconds) }),
  });
}

/** A backend with a function that may rotate, in the nested stack that Amplify makes for functions. */
export function makeRotating(deployment: Deployment | undefined = MAIN) {
  const backend = makeBackend(deployment);
  const lambda = makeRotatingFunction(backend.stack, 'rotate-database');
  const rotateDatabase: AmplifyFunction = {
    resources: { lambda },
    addEnvironment: (key, value) => void lambda.addEnvironment(key, value),
  };
  return {
    ...backend,
    rotateDatabase,
    lambda,
    schedules: () =>
      Object.entries(Template.fromStack(backend.root).findResources('AWS::SecretsManager::RotationSchedule')),
    permissions: () => Object.entries(Template.fromStack(backend.root).findResources('AWS::Lambda::Permission')),
  };
}
