import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/RenovoSolutions/cdk-library-certbot/pull/907: the names themselves stood in the policy.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['certbot/account-key'],
      }),
    );
  },
  finds: ['SecretArnMalformed'],
};
