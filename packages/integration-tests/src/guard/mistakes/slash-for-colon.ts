import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// The ARN of a secret with the slash of a parameter's: the two services write theirs differently, see
// https://github.com/RenovoSolutions/cdk-library-certbot/pull/907.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret/certbot/account-*'],
      }),
    );
  },
  finds: ['SecretArnMalformed'],
};
