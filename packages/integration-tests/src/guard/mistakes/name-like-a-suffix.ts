import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/aws/aws-cdk/issues/27530: `-secret` has the six letters of a suffix and is none.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [
          'arn:aws:secretsmanager:us-east-1:123456789012:secret:xyz-secret',
          'arn:aws:secretsmanager:us-east-1:123456789012:secret:xyz-google',
        ],
      }),
    );
  },
  finds: ['SecretArnWithoutSuffix'],
};
