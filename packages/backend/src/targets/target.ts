import {
  type Deployment,
  type Environment,
  expressionOf,
  type SecretReference,
  type SecretSet,
  type Store,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';

/** What one grant is for, however it was written. */
export interface Target {
  /** As messages name it: `"stripe" of app "myapp"`. */
  readonly label: string;
  /** As the access report names it: `myapp:stripe`; the name, ARN or construct path of what is of no set. */
  readonly id: string;
  readonly set: SecretSet | undefined;
  /** Of one secret of a set. */
  readonly reference: SecretReference | undefined;
  /** As it was written, where it may match more than one secret. */
  readonly pattern: string | undefined;
  /** The name or pattern in AWS Secrets Manager, where a string or an imported CDK secret gives it. */
  readonly name: string | undefined;
  /** Whether another service makes it and alone writes it, as RDS does with `manageMasterUserPassword`. */
  readonly isManaged?: boolean;
  /** From a full ARN. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /**
   * ARNs get the partition, region and account of the stack.
   * @throws {BranchUnmatchedError} When the deployment is of no environment of the set.
   */
  locate(deployment: Deployment, stack: Stack): LocatedSecret;
  /** Whether it is, or matches, a declared secret in one environment of the secret's own set. */
  matches(reference: SecretReference, environment: Environment): boolean;
}

/** Where a target is in one deployment. */
export interface LocatedSecret {
  /** Undefined for what is of no set. */
  readonly environment: Environment | undefined;
  readonly store: Store;
  /**
   * Names in AWS Secrets Manager, or of parameters: the deployment's own, then the shared one. A pattern is as it was written; of a
   * secret that the backend creates, it is the construct's path.
   */
  readonly names: readonly string[];
  /** The stack's own, unless a full ARN names another. */
  readonly region: string;
  /** ARN of its customer-managed KMS key, where it is declared. */
  readonly key: string | undefined;
  /** What may be read: in `amplify` the deployment's own parameter, then the shared one. */
  readonly readable: readonly string[];
  /** What may be written: in `amplify` the deployment's own parameter alone. */
  readonly writable: readonly string[];
  readonly isPattern: boolean;
}

/** Of a secret, or a pattern, of a set. */
export function labelOf({ app }: Pick<SecretSet, 'app'>, name: string): string {
  return `"${name}" of app "${app}"`;
}

/** As the code of a grant writes it. */
export function targetExpression({ set, reference, pattern, name, id }: Target): string {
  if (reference !== undefined) return expressionOf(reference);
  if (set !== undefined && pattern !== undefined) return `secretsMatching(secrets, ${stringLiteral(pattern)})`;
  // Of what CDK makes or imports, the id is the construct's path.
  return name === undefined ? 'secret' : stringLiteral(id.startsWith('arn:') ? id : name);
}
