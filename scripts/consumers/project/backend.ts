import { grantSecretRead } from '@amplify-secrets/backend';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { secrets } from './secrets.js';

const stack = new Stack(new App(), 'shop');
export const charge = new LambdaFunction(stack, 'charge', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => {};'),
});
grantSecretRead(charge, [secrets.stripe, secrets.slack]);
