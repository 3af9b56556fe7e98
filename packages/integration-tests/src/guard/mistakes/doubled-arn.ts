import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/iann0036/iamlive/issues/30: an ARN put where its last part belongs.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [
          'arn:aws:secretsmanager:us-east-1:123456789012:secret:arn:aws:secretsmanager:us-east-1:123456789012:secret:billing-AbC123',
        ],
      }),
    );
  },
  finds: ['SecretArnMalformed'],
};
