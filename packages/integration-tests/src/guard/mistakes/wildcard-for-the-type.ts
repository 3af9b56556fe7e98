import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// Unsure of the colon behind `secret`: the wildcard in its place takes it, and all that follows.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret?*'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
