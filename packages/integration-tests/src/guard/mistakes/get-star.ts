import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// `Get*` for all that reads, GetSecretValue included.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:Get*', 'secretsmanager:List*'],
        resources: ['*'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
