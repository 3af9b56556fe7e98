import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A role with its policies inline, as CloudFormation templates have it.
export const mistake: Fixture = {
  write({ stack }) {
    new Role(stack, 'Worker', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        secrets: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['secretsmanager:GetSecretValue'],
              resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/*'],
            }),
          ],
        }),
      },
    });
  },
  finds: ['AccessBesideGrants'],
};
