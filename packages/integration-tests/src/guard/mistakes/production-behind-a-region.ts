import { Fn } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A name that the deployment completes, and whose beginning says enough.
export const mistake: Fixture = {
  branch: 'feature/login',
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
          Resource: Fn.sub(
            `arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:myapp/prod/\${AWS::Region}-??????`,
          ),
        },
      },
    });
  },
  finds: ['SecretOfAnotherEnvironment'],
};
