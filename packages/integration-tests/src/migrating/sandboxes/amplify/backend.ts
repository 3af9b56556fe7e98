import { defineBackend } from '@aws-amplify/backend';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { stripeWebhook } from './functions/stripe-webhook/resource.js';

const backend = defineBackend({ stripeWebhook });
const { lambda } = backend.stripeWebhook.resources;
const { region, account } = Stack.of(lambda);

lambda.addToRolePolicy(
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [`arn:aws:secretsmanager:${region}:${account}:secret:acme/prod/stripe-*`],
  }),
);
