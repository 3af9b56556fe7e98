import type { SecretGrantee } from '@amplify-secrets/backend';
import { type IRole, ManagedPolicy, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Grantee } from './project.js';

/** A grantee of a synthesised project. The name of its function or role finds it again in the templates. */
export interface MadeGrantee {
  readonly grantee: SecretGrantee;
  readonly role: IRole;
}

/** CDK refuses a managed policy without statements. */
const OTHER = new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] });

/** Makes the constructs of a grantee. `role` is that of another, whose sibling this is. */
export function makeGrantee(scope: Construct, { id, kind }: Grantee, role: IRole | undefined): MadeGrantee {
  switch (kind) {
    case 'role': {
      const own = makeRole(scope, id);
      return { grantee: own, role: own };
    }
    case 'policy': {
      const own = makeRole(scope, id);
      return { grantee: new Policy(scope, `${id}-policy`, { roles: [own], statements: [OTHER] }), role: own };
    }
    case 'managed-policy': {
      const own = makeRole(scope, id);
      return { grantee: new ManagedPolicy(scope, `${id}-policy`, { roles: [own], statements: [OTHER] }), role: own };
    }
    default:
      break;
  }
  const lambda = makeFunction(scope, id, role);
  const own = lambda.role;
  if (own === undefined) throw new Error(`the function ${id} has no role`);
  switch (kind) {
    case 'amplify': {
      const addEnvironment = (key: string, value: string) => void lambda.addEnvironment(key, value);
      return { grantee: { resources: { lambda }, addEnvironment }, role: own };
    }
    case 'alias':
      return { grantee: lambda.addAlias('live'), role: own };
    default:
      return { grantee: lambda, role: own };
  }
}

export function makeFunction(scope: Construct, id: string, role?: IRole): LambdaFunction {
  return new LambdaFunction(scope, id, {
    functionName: id,
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('-'),
    ...(role !== undefined && { role }),
  });
}

function makeRole(scope: Construct, id: string): Role {
  return new Role(scope, id, { roleName: id, assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
}
