import { defineBackend } from '@aws-amplify/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { tokenRefresh } from './functions/token-refresh/resource.js';

const backend = defineBackend({ tokenRefresh });

backend.tokenRefresh.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret'],
    resources: ['*'],
  }),
);
