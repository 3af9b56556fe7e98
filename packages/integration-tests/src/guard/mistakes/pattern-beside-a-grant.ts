import { grantSecretRead } from '@amplify-secrets/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Fixture, secrets } from '../fixture.js';

// The statement from before the grant, left in place: https://github.com/londonaicentre/FLIP/pull/242 removes such a one.
export const mistake: Fixture = {
  write({ lambda, stack }) {
    const worker = lambda('worker');
    grantSecretRead(worker, secrets.stripe);
    worker.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [`arn:aws:secretsmanager:${stack.region}:${stack.account}:secret:myapp/prod/*`],
      }),
    );
  },
  finds: ['AccessBesideGrants'],
};
