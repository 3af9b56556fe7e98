import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// The same with the resource narrowed and the action left: whoever may read may delete and share it too.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:*'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:legacy/mail-??????'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
