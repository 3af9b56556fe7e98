import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// Attributes instead of names: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['*'],
        conditions: { StringEquals: { 'secretsmanager:ResourceTag/service': 'mail' } },
      }),
    );
  },
  finds: [],
};
