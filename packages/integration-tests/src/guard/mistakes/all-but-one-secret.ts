import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// `NotResource` with an Allow: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        notResources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:root-??????'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
