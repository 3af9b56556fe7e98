import { Fn, type Stack } from 'aws-cdk-lib';
import { CfnPolicy, FederatedPrincipal, PolicyStatement, type PolicyStatementProps, Role } from 'aws-cdk-lib/aws-iam';
import type { Write } from './fixture.js';

/** The ARN that somebody wrote for a secret; the real one ends in `-` and six characters. */
export const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;

/** The role of a function `worker` with this statement. */
export function allow(statement: PolicyStatementProps): Write {
  return ({ lambda }) => lambda('worker').addToRolePolicy(new PolicyStatement(statement));
}

/** A function `worker` that may read these resources. */
export function read(...resources: string[]): Write {
  return allow({ actions: ['secretsmanager:GetSecretValue'], resources });
}

/** The same as a policy document of CloudFormation, with its intrinsic functions. */
export function readInDocument(...resources: unknown[]): Write {
  return ({ lambda, stack }) => {
    const { role } = lambda('worker');
    const Statement = {
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: resources.length === 1 ? resources[0] : resources,
    };
    new CfnPolicy(stack, 'Secrets', {
      policyName: 'secrets',
      roles: role === undefined ? [] : [role.roleName],
      policyDocument: { Version: '2012-10-17', Statement },
    });
  };
}

/** The ARN of a secret as `!Sub` writes it. */
export function sub(name: string): string {
  return Fn.sub(`arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`);
}

/** A function `worker` with these environment variables. */
export function variables(environment: Record<string, string>): Write {
  return ({ lambda }) => lambda('worker', environment);
}

/** The role that an identity pool gives to users whose `amr` is this, as Amplify makes it. */
export function appUsers(stack: Stack, amr: string): Role {
  const pool = 'cognito-identity.amazonaws.com';
  const conditions = {
    StringEquals: { [`${pool}:aud`]: 'us-east-1:1' },
    'ForAnyValue:StringLike': { [`${pool}:amr`]: amr },
  };
  return new Role(stack, `${amr}UserRole`, {
    assumedBy: new FederatedPrincipal(pool, conditions, 'sts:AssumeRoleWithWebIdentity'),
  });
}
