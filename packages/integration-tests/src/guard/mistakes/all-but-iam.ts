import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// `NotAction`, as power-user policies are written:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(new PolicyStatement({ notActions: ['iam:*'], resources: ['*'] }));
  },
  finds: ['SecretAccessWildcard'],
};
