import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A star for the app: what is meant for production is deployed with every branch.
export const mistake: Fixture = {
  branch: 'staging',
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:*/prod/*'],
      }),
    );
  },
  finds: ['SecretOfAnotherEnvironment'],
};
