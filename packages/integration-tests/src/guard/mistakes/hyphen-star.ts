import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/iann0036/iam-dataset/pull/22: `-*` for the suffix, which takes longer names too. AWS warns of it:
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:*:*:secret:auth-users-*'],
      }),
    );
  },
  finds: ['SecretArnWithoutAccount', 'SecretPatternOvermatches'],
};
