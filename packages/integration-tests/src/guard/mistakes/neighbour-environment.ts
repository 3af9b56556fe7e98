import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', 'prod-eu': 'main-eu' },
  secrets: { maps: textSecret() },
});

// `prod*` is prod-eu too.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('shop'), shop.maps);
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod*'],
      }),
    );
  },
  finds: ['SecretOfAnotherEnvironment', 'SecretPatternOvermatches'],
};
