import { grantSecretRead } from '@amplify-secrets/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Fixture, secrets } from '../fixture.js';

// By hand what was granted: no more than that.
export const lookAlike: Fixture = {
  write({ lambda, stack }) {
    const worker = lambda('worker');
    grantSecretRead(worker, secrets.stripe);
    worker.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [
          `arn:${stack.partition}:secretsmanager:${stack.region}:${stack.account}:secret:myapp/prod/stripe-??????`,
        ],
      }),
    );
  },
  finds: [],
};
