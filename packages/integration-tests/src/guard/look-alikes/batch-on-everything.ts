import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// AWS gives BatchGetSecretValue no resource type, and GetSecretValue decides on each secret:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:ListSecrets'],
        resources: ['*'],
      }),
    );
  },
  finds: [],
};
