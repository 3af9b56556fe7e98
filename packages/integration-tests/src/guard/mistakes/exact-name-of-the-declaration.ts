import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/spring-attic/spring-cloud-aws/issues/474: which `Resource` is valid for a secret of a known name.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:upwork-oauth-tokens'],
      }),
    );
  },
  finds: ['SecretArnWithoutSuffix'],
};
