import { Fn } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

const name = (text: string) => Fn.sub(`arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${text}`);

// The colons of pseudo parameters and policy variables are none of the ARN's.
export const lookAlike: Fixture = {
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
          Resource: [
            name(`billing-\${AWS::StackName}-??????`),
            name(`billing/\${AWS::Region}/*`),
            `arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/\${aws:PrincipalTag/env}/*`,
          ],
        },
      },
    });
  },
  finds: [],
};
