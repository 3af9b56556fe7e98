import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// The suffix pattern learnt, and no name before it: every secret has a hyphen and six characters at its end.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:*-??????'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
