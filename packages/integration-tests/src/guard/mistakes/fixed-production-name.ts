import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A name that was right on the branch where it was written, and is deployed by all of them.
export const mistake: Fixture = {
  branch: 'feature/checkout',
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe-??????'],
      }),
    );
  },
  finds: ['SecretOfAnotherEnvironment'],
};
