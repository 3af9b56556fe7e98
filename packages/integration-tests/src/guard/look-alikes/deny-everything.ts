import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A Deny takes away.
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({ effect: Effect.DENY, actions: ['secretsmanager:*'], resources: ['*'] }),
    );
  },
  finds: [],
};
