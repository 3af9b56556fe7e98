import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/londonaicentre/FLIP/pull/242: the managed policy, attached beside the narrow one.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite'));
  },
  finds: ['SecretAccessWildcard'],
};
