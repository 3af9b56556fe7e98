import type { Deployment } from '@amplify-secrets/runtime/contract';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Grantee } from '../grantees/grantee.js';
import { type AppEnvironment, type DeploymentDescriptor, deploymentDescriptor } from './deployment-descriptor.js';
import { type FunctionDescriptor, functionDescriptor } from './function-descriptor.js';

/** The descriptors of one backend: of functions, and of roles that other code runs with. */
export interface Descriptors {
  readonly ofFunctions: () => readonly FunctionDescriptor[];
  /**
   * To the descriptor of the grantee's function, if it is one, and to that of its role.
   * @throws {DescriptorTooLargeError} When one becomes larger than 512 bytes.
   */
  add(grantee: Grantee, environments: readonly AppEnvironment[], deployment: Deployment): void;
  /** A descriptor that every grant to the principal adds to from now on. */
  ofPrincipal(principal: IPrincipal, deployment: Deployment): DeploymentDescriptor;
}

export function descriptors(): Descriptors {
  // By ARN: two wrappers of one function have the same token.
  const functions = new Map<string, FunctionDescriptor>();
  const principals = new Map<IPrincipal, DeploymentDescriptor>();
  return {
    ofFunctions: () => [...functions.values()],
    add(grantee, environments, deployment) {
      const { lambda, principal } = grantee;
      principals.get(principal)?.add(environments);
      if (lambda === undefined) return;
      const own = functions.get(lambda.functionArn) ?? functionDescriptor(lambda, deployment);
      own.add(grantee, environments);
      functions.set(lambda.functionArn, own);
    },
    ofPrincipal(principal, deployment) {
      const own = principals.get(principal) ?? deploymentDescriptor(deployment);
      principals.set(principal, own);
      return own;
    },
  };
}
