import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Fixture } from '../fixture.js';

// CDK's own grant on a secret that the stack makes: its ARN is a reference.
export const lookAlike: Fixture = {
  write({ lambda, stack }) {
    const secret = new Secret(stack, 'Generated');
    secret.grantRead(lambda('worker'));
    secret.grantWrite(lambda('rotate'));
  },
  finds: [],
};
