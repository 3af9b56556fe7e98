import type { SecretReference } from '@amplify-secrets/runtime/contract';
import type { CfnResource } from 'aws-cdk-lib';
import type { Grantee } from '../grantees/grantee.js';
import type { Target } from '../targets/target.js';

/** One call of `defineSecretRotation`. */
export interface RotationRecord {
  readonly reference: SecretReference;
  readonly target: Target;
  /** The rotation function. */
  readonly grantee: Grantee;
  readonly schedule: string;
  readonly window: string | undefined;
  readonly branches: readonly string[] | undefined;
  /** Undefined where the deployment is not its owner, or the store cannot rotate. */
  readonly made: MadeRotation | undefined;
}

export interface MadeRotation {
  /** The secret's name in AWS Secrets Manager. */
  readonly name: string;
  readonly schedule: CfnResource;
  readonly permission: CfnResource;
}
