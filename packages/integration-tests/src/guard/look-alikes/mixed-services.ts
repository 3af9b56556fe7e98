import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// Two services in one statement, and only one of them has secrets.
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue', 's3:GetObject'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:legacy/mail-??????', 'arn:aws:s3:::assets/*'],
      }),
    );
  },
  finds: [],
};
