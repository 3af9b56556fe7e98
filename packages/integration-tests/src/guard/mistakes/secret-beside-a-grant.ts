import { grantSecretRead } from '@amplify-secrets/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Fixture, secrets } from '../fixture.js';

// An exact statement, and a secret that no grant names for this function.
export const mistake: Fixture = {
  write({ lambda, stack }) {
    const worker = lambda('worker');
    grantSecretRead(worker, secrets.stripe);
    worker.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [
          `arn:aws:secretsmanager:${stack.region}:${stack.account}:secret:myapp/prod/slack-signing-secret-??????`,
        ],
      }),
    );
  },
  finds: ['AccessBesideGrants'],
};
