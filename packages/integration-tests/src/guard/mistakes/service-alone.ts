import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: what an ARN leaves out, AWS completes with `*`.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
