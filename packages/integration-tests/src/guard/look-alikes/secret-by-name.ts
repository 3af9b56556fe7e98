import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Fixture } from '../fixture.js';

// CDK's grant by name, with six question marks: https://github.com/aws/aws-cdk/issues/18555.
export const lookAlike: Fixture = {
  write({ lambda, stack }) {
    Secret.fromSecretNameV2(stack, 'Mail', 'legacy/mail').grantRead(lambda('worker'));
    Secret.fromSecretNameV2(stack, 'Stripe', 'myapp/prod/stripe').grantRead(lambda('webhook'));
  },
  finds: [],
};
