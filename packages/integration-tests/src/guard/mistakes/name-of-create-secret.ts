import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// `secretsmanager:Name` is a key of CreateSecret alone. With IfExists, every read passes.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:CreateSecret', 'secretsmanager:GetSecretValue'],
        resources: ['*'],
        conditions: { StringLikeIfExists: { 'secretsmanager:Name': 'tenant-*' } },
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
