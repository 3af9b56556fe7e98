import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A backend.ts of an Amplify Gen 2 project, found by code search: takes openai-api-key-admin as well.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:lexforge/openai-api-key*'],
      }),
    );
  },
  finds: ['SecretPatternOvermatches'],
};
