import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/aws/aws-cdk/issues/12411: the partial ARN in a policy, as if it were the complete one.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:example'],
      }),
    );
  },
  finds: ['SecretArnWithoutSuffix'],
};
