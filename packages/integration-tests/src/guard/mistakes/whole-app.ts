import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A policy for all environments of an app, as in documentation for secret providers (`secret:dokploy/*`).
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/*'],
      }),
    );
  },
  finds: ['SecretOfAnotherEnvironment'],
};
