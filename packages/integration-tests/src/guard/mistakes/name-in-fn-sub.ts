import { Fn } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// The `!Sub` of https://github.com/FormidableLabs/terraform-aws-serverless/issues/12, moved into a CDK resource by hand.
export const mistake: Fixture = {
  write({ lambda, stack }) {
    const { role } = lambda('worker');
    new CfnPolicy(stack, 'Secrets', {
      policyName: 'secrets',
      roles: role === undefined ? [] : [role.roleName],
      policyDocument: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: Fn.sub(`arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:billing/api`),
        },
      },
    });
  },
  finds: ['SecretArnWithoutSuffix'],
};
