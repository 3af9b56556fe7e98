import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

type Grant = (lambda: LambdaFunction, name: string) => void;

/** Ways to let a function read one secret. Each is made once for a stack and all of its secrets, as a backend declares them once. */
export const GRANT_WAYS = {
  nothing: () => () => {},
  'grantSecretRead of this kit': (names) => {
    const secrets = defineSecrets({
      app: 'myapp',
      environments: { prod: 'main' },
      secrets: Object.fromEntries(names.map((name) => [name, textSecret()])),
    });
    return (lambda, name) => {
      const secret = secrets[name];
      if (secret !== undefined) grantSecretRead(lambda, secret);
    };
  },
  'grantRead of CDK': () => (lambda, name) => {
    Secret.fromSecretNameV2(lambda.stack, name, `myapp/prod/${name}`).grantRead(lambda);
  },
  'a hand-written statement each': () => (lambda, name) => {
    const { partition, region, account } = lambda.stack;
    lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:myapp/prod/${name}-??????`],
      }),
    );
  },
} as const satisfies Readonly<Record<string, (names: readonly string[]) => Grant>>;
export type GrantWay = keyof typeof GRANT_WAYS;

export const isGrantWay = (text: string): text is GrantWay => Object.hasOwn(GRANT_WAYS, text);
