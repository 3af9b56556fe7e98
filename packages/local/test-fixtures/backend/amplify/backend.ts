import { fileURLToPath } from 'node:url';
import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { greeter } from './functions/greeter/resource.js';

const reader = defineFunction(
  (scope) =>
    new LambdaFunction(scope, 'reader', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(fileURLToPath(new URL('./functions/reader', import.meta.url))),
    }),
);

const backend = defineBackend({ greeter, reader });

backend.reader.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    sid: 'ReadStripe',
    actions: ['secretsmanager:GetSecretValue'],
    resources: [backend.stack.formatArn({ service: 'secretsmanager', resource: 'secret:shop/prod/stripe-??????' })],
  }),
);
