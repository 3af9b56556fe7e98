import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Fixture } from '../fixture.js';

// https://github.com/DhananjayThomble/URL-Shortener-App/pull/315: unwrapped into the environment.
export const mistake: Fixture = {
  write({ lambda, stack }) {
    const secret = Secret.fromSecretNameV2(stack, 'Jwt', 'legacy/jwt');
    lambda('worker', { JWT_SIGNING: secret.secretValue.unsafeUnwrap() });
  },
  finds: ['CredentialInEnvironment'],
};
