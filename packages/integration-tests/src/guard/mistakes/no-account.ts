import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// The empty account of S3's ARNs, which are the ones that most people copy from.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1::secret:legacy/mail-??????'],
      }),
    );
  },
  finds: ['SecretArnWithoutAccount'],
};
