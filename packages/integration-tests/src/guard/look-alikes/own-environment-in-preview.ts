import { grantSecretRead, secretsMatching } from '@amplify-secrets/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Fixture, secrets } from '../fixture.js';

// A preview reads Amplify's own store, and a folder of another app by hand.
export const lookAlike: Fixture = {
  branch: 'pr-7',
  write({ lambda }) {
    grantSecretRead(lambda('worker'), [secrets.stripe, secretsMatching(secrets, '*')]);
    lambda('mail').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:vendor/mail-??????'],
      }),
    );
  },
  finds: [],
};
