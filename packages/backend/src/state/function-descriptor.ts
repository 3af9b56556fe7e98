import { DESCRIPTOR_VARIABLE, type Deployment } from '@amplify-secrets/runtime/contract';
import { Lazy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Grantee } from '../grantees/grantee.js';
import { type AppEnvironment, toldApps } from './deployment-descriptor.js';

/** A function that is told about its deployment. */
export interface ToldFunction {
  readonly lambda: IFunction;
  /** Whether the descriptor could be given to it; an imported function takes no variables. */
  readonly reached: () => boolean;
  readonly descriptor: () => string;
  /** Throws DescriptorTooLargeError at the grant that makes it so. */
  tell(grantee: Grantee, apps: readonly AppEnvironment[]): void;
}

export function toldFunction(lambda: IFunction, deployment: Deployment): ToldFunction {
  const { add, descriptor } = toldApps(deployment);
  const ways = { plain: false, typed: false };
  // Uncached: whoever resolves it early must not keep later grants out of it.
  const text = Lazy.uncachedString({ produce: descriptor });

  return {
    lambda,
    reached: () => ways.plain || ways.typed,
    descriptor,
    tell(grantee, apps) {
      add(apps);
      // Amplify writes a line of types at each call, so it is called once. Both ways set one variable to one text.
      const way = grantee.typed ? 'typed' : 'plain';
      if (grantee.addEnvironment === undefined || ways[way]) return;
      grantee.addEnvironment(DESCRIPTOR_VARIABLE, text);
      ways[way] = true;
    },
  };
}
