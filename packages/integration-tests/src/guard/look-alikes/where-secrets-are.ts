import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Fixture } from '../fixture.js';

// Names, ARNs and paths of secrets, under names that speak of secrets.
export const lookAlike: Fixture = {
  write({ lambda, stack }) {
    lambda('worker', {
      STRIPE_SECRET: 'myapp/prod/stripe',
      DATABASE_SECRET: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1B2c3',
      UPWORK_TOKEN: 'upwork-oauth-tokens-v2',
      API_KEY: Secret.fromSecretNameV2(stack, 'Api', 'legacy/api').secretArn,
      TLS_PRIVATE_KEY: '/run/secrets/tls.key',
    });
  },
  finds: [],
};
