import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// Narrowed by the id that is asked for, to one secret.
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['*'],
        conditions: { StringEquals: { 'secretsmanager:SecretId': ['myapp/prod/stripe', 'legacy/mail'] } },
      }),
    );
  },
  finds: [],
};
