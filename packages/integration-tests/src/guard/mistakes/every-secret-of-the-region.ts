import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/aws-samples/pcluster-manager/issues/71, the policy that is proposed there.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: [
          'secretsmanager:GetResourcePolicy',
          'secretsmanager:GetSecretValue',
          'secretsmanager:DescribeSecret',
          'secretsmanager:ListSecretVersionIds',
        ],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:*'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
