import {
  allEnvironments,
  isSecretReference,
  kindOf,
  type SecretReference,
  secretNameIn,
  secretSetOf,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import { BackendError } from '../backend-error.js';
import { branchesMissing } from './branches.js';
import { type ConstructSecret, cdkTarget, isConstructSecret, managedTarget } from './cdk-secret.js';
import { managedSecret } from './managed-secret.js';
import { checkIsSet, namedSecret, namedTarget } from './named-secret.js';
import { isSecretPattern, type SecretPattern } from './secrets-matching.js';
import { patternTarget, referenceTarget } from './set-target.js';
import type { Target } from './target.js';

/**
 * What may be granted: `secrets.stripe`, `secretNamed(secrets, 'github-acme')`, `secretsMatching(secrets, 'github-*')`,
 * `allSecrets(secrets)`; a CDK secret that this backend creates; the ARN of one that another service makes for a resource of this backend,
 * `cluster.attrMasterUserSecretSecretArn`; or, with `branches`, the plain name, the full ARN or a raw pattern of
 * secrets in AWS Secrets Manager, or an imported CDK secret.
 */
export type GrantTarget = SecretReference | SecretPattern | ConstructSecret | string | readonly SecretReference[];

/**
 * `call` is the function that was called, `hasBranches` whether it was given the option.
 * @throws {GrantTargetInvalidError} When one of them cannot be granted, or there is none.
 * @throws {GrantBranchesMissingError} When one of them belongs to no environment, and there are no branches.
 * @throws {SecretNameInvalidError} When a name is not valid.
 * @throws {SecretPatternInvalidError} When a raw pattern is not valid.
 * @throws {SandboxSecretNameInvalidError} When a sandbox could not have what `secretNamed` names.
 * @throws {GrantOptionInvalidError} When the key of a CDK secret is not exactly one.
 */
export function targetsOf(value: unknown, hasBranches: boolean, call: string): readonly Target[] {
  if (!Array.isArray(value)) return [targetOf(value, hasBranches, call)];
  const targets: readonly unknown[] = value.flat();
  if (targets.length === 0) throw invalid(call, 'an empty list');
  return targets.map((each) => targetOf(each, hasBranches, call));
}

/** @throws {GrantTargetInvalidError} When another service writes one of them, and AWS refuses everybody else's writes. */
export function checkWritable(targets: readonly Target[], call: string): void {
  const managed = targets.find(({ isManaged }) => isManaged);
  if (managed === undefined) return;
  throw new BackendError(
    'GrantTargetInvalidError',
    `The target of ${call} must be a secret that this backend may write, and ${managed.label} is written by the service that makes it.`,
    'Grant reading it: grantSecretRead(backend.myFunction, secret).',
  );
}

function targetOf(value: unknown, hasBranches: boolean, call: string): Target {
  if (isSecretReference(value)) {
    // In every environment: the next deployment may be another. defineSecrets knows no build, whose variables may not be set.
    const target = referenceTarget(value);
    for (const environment of allEnvironments(value.set.environments)) {
      checkIsSet(secretNameIn(environment, value), `The secret ${target.label}`);
    }
    return target;
  }
  if (isSecretPattern(value)) return patternTarget(value);
  if (secretSetOf(value) !== undefined) {
    throw invalid(
      call,
      'a whole set',
      `Name its secrets (secrets.mySecret), or grant all: ${call}(backend.myFunction, allSecrets(secrets)).`,
    );
  }
  if (isConstructSecret(value)) return cdkTarget(value, hasBranches, call);
  if (typeof value !== 'string') {
    throw invalid(call, kindOf(value));
  }
  const managed = managedSecret(value);
  if (managed !== undefined) return managedTarget(managed, undefined, call);
  if (Token.isUnresolved(value)) {
    throw invalid(
      call,
      'a string that is known only at deployment, which cannot be checked',
      `Grant the CDK secret itself: ${call}(backend.myFunction, secret).`,
    );
  }
  const secret = namedSecret(value);
  if (!hasBranches) throw branchesMissing(`"${value}" belongs to no environment`, call, stringLiteral(value));
  return namedTarget(value, secret);
}

function invalid(call: string, got: string, resolution?: string): BackendError {
  return new BackendError(
    'GrantTargetInvalidError',
    `The target of ${call} must be a secret of defineSecrets, a pattern, a name or a CDK secret, and got ${got}.`,
    resolution ??
      `Write: ${call}(backend.myFunction, secrets.mySecret). Check the spelling of the key against what defineSecrets was given.`,
  );
}
