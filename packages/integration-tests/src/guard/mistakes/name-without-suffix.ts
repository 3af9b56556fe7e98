import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A backend.ts of an Amplify Gen 2 project, found by code search for addToRolePolicy with secretsmanager:GetSecretValue. The author
// leaves the account open and takes the name for the whole ARN, so the function is denied.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:ap-northeast-1:*:secret:migration-db-credentials-v2'],
      }),
    );
  },
  finds: ['SecretArnWithoutAccount', 'SecretArnWithoutSuffix'],
};
