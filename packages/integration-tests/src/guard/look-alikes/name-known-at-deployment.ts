import { CfnParameter } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// A name from a parameter of the template cannot be judged.
export const lookAlike: Fixture = {
  write({ lambda, stack }) {
    const name = new CfnParameter(stack, 'SecretName').valueAsString;
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [`arn:aws:secretsmanager:${stack.region}:${stack.account}:secret:${name}`],
      }),
    );
  },
  finds: [],
};
