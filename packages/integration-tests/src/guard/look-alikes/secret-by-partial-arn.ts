import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Fixture } from '../fixture.js';

// https://github.com/aws/aws-cdk/issues/12411, as CDK writes it since: the partial ARN and six question marks.
export const lookAlike: Fixture = {
  write({ lambda, stack }) {
    Secret.fromSecretPartialArn(
      stack,
      'Mail',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:legacy/mail',
    ).grantRead(lambda('worker'));
  },
  finds: [],
};
