import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/firstlovecenter/fl-admin-portal, docs/IAM_PERMISSIONS_GUIDE.md: any region, any account.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:*:*:secret:fl-admin-portal/*'],
      }),
    );
  },
  finds: ['SecretArnWithoutAccount'],
};
