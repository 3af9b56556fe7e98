import { defineBackend } from '@aws-amplify/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { summarize } from './functions/summarize/resource.js';

const backend = defineBackend({ summarize });

backend.summarize.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:acme/openai-api-key*',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:migration-db-credentials-v2',
    ],
  }),
);
