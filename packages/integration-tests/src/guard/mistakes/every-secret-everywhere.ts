import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/udondan/iam-floyd/pull/2111: the resource of a managed policy, copied into one's own.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:*:*:secret:*'],
      }),
    );
  },
  finds: ['SecretArnWithoutAccount', 'SecretAccessWildcard'],
};
