import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// What Amplify itself writes for secret() in a function.
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['ssm:GetParameters'],
        resources: ['arn:aws:ssm:us-east-1:123456789012:parameter/amplify/*'],
      }),
    );
  },
  finds: [],
};
