import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// Narrowed by a condition in place of the resource, to production's in every branch.
export const mistake: Fixture = {
  branch: 'feature/login',
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['*'],
        conditions: { StringLike: { 'secretsmanager:SecretId': 'myapp/prod/*' } },
      }),
    );
  },
  finds: ['SecretOfAnotherEnvironment'],
};
