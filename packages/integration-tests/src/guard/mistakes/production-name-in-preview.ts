import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://github.com/Azure/static-web-apps/issues/86: a pull request attacks production from its preview.
export const mistake: Fixture = {
  branch: 'pr-7',
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe-AbC123'],
      }),
    );
  },
  finds: ['ProductionSecretInPreview'],
};
