import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A helper of public CDK code: names go in, and each gets a star instead of the suffix.
export const mistake: Fixture = {
  write({ lambda, stack }) {
    const names = { token: 'github-token', key: 'maps-key' };
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        resources: Object.values(names).map((name) => `arn:aws:secretsmanager:*:${stack.account}:secret:${name}*`),
      }),
    );
  },
  finds: ['SecretPatternOvermatches'],
};
