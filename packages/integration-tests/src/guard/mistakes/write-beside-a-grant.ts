import { grantSecretRead } from '@amplify-secrets/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Fixture, secrets } from '../fixture.js';

// Reading was granted, and writing came by hand.
export const mistake: Fixture = {
  write({ lambda, stack }) {
    const worker = lambda('worker');
    grantSecretRead(worker, secrets.stripe);
    worker.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:PutSecretValue'],
        resources: [`arn:aws:secretsmanager:${stack.region}:${stack.account}:secret:myapp/prod/stripe-??????`],
      }),
    );
  },
  finds: ['AccessBesideGrants'],
};
