import { DESCRIPTOR_VARIABLE, type Deployment } from '@amplify-secrets/runtime/contract';
import { Lazy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Grantee } from '../grantees/grantee.js';
import { type AppEnvironment, deploymentDescriptor } from './deployment-descriptor.js';

/** A function and the descriptor in its environment. */
export interface FunctionDescriptor {
  readonly lambda: IFunction;
  /** Whether the variable could be set: not so on an imported function. */
  isSet(): boolean;
  encode(): string;
  /** @throws {DescriptorTooLargeError} When it becomes larger than 512 bytes. */
  add(grantee: Grantee, environments: readonly AppEnvironment[]): void;
}

export function functionDescriptor(lambda: IFunction, deployment: Deployment): FunctionDescriptor {
  const { add, encode } = deploymentDescriptor(deployment);
  const setBy = { plain: false, typed: false };
  // Uncached, since it may be resolved before the last grant.
  const value = Lazy.uncachedString({ produce: encode });

  return {
    lambda,
    isSet: () => setBy.plain || setBy.typed,
    encode,
    add(grantee, environments) {
      add(environments);
      // Amplify adds a line of types at each call, so it is called once. Both ways set the variable to one value.
      const way = grantee.typed ? 'typed' : 'plain';
      if (grantee.addEnvironment === undefined || setBy[way]) return;
      grantee.addEnvironment(DESCRIPTOR_VARIABLE, value);
      setBy[way] = true;
    },
  };
}
