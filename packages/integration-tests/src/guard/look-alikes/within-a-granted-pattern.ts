import { grantSecretRead, secretsMatching } from '@amplify-secrets/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Fixture, secrets } from '../fixture.js';

// One secret of a family that was granted.
export const lookAlike: Fixture = {
  write({ lambda }) {
    const worker = lambda('worker');
    grantSecretRead(worker, secretsMatching(secrets, '*'));
    worker.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe-??????'],
      }),
    );
  },
  finds: [],
};
