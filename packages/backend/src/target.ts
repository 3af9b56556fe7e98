import {
  allEnvironments,
  isSecretReference,
  type SecretReference,
  type SecretSet,
  SecretsError,
  secretNameIn,
  secretSetOf,
} from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import { branchesMissing } from './grant-branches.js';
import { type SecretText, secretTextOf } from './secret-text.js';
import { isSecretPattern, type SecretPattern } from './secrets-matching.js';

/**
 * What may be granted: `secrets.stripe`, `secretNamed(secrets, 'github-acme')`, `secretsMatching(secrets, 'github-*')`,
 * `allSecrets(secrets)`; or, with `branches`, the plain name, the full ARN or a raw pattern of secrets in AWS Secrets Manager.
 */
export type SecretTarget = SecretReference | SecretPattern | string | readonly SecretReference[];

/** `label` is how messages name it. */
export type Target =
  | { readonly kind: 'secret'; readonly label: string; readonly reference: SecretReference }
  | { readonly kind: 'family'; readonly label: string; readonly family: SecretPattern }
  | { readonly kind: 'text'; readonly label: string; readonly text: SecretText };

/** The set that a target is of; a text is of none. */
export function setOf(target: Target): SecretSet | undefined {
  if (target.kind === 'text') return undefined;
  return target.kind === 'secret' ? target.reference.set : target.family.set;
}

/** Throws GrantTargetInvalidError, GrantBranchesMissingError, or what the names themselves deserve. */
export function targetsOf(value: unknown, hasBranches: boolean, call: string): readonly Target[] {
  if (!Array.isArray(value)) return [targetOf(value, hasBranches, call)];
  const targets: readonly unknown[] = value.flat();
  if (targets.length === 0) throw invalid(call, 'an empty list');
  return targets.map((each) => targetOf(each, hasBranches, call));
}

function targetOf(value: unknown, hasBranches: boolean, call: string): Target {
  if (isSecretReference(value)) {
    // A declared name was judged in every environment by defineSecrets; this one would fail in a sandbox only.
    if (value.undeclared) {
      for (const environment of allEnvironments(value.set.environments)) secretNameIn(environment, value);
    }
    return { kind: 'secret', label: `"${value.key}" of app "${value.set.app}"`, reference: value };
  }
  if (isSecretPattern(value)) {
    return { kind: 'family', label: `"${value.pattern}" of app "${value.set.app}"`, family: value };
  }
  if (secretSetOf(value) !== undefined) {
    throw invalid(
      call,
      'a whole set',
      `Name its secrets (secrets.mySecret), or grant all: ${call}(backend.myFunction, allSecrets(secrets)).`,
    );
  }
  if (typeof value !== 'string')
    throw invalid(call, value === undefined ? 'undefined' : `a value of type ${typeof value}`);
  if (Token.isUnresolved(value)) {
    throw invalid(
      call,
      'a text that is known only at deployment, which cannot be checked',
      'Grant a secret that CDK itself makes with its own method: secret.grantRead(backend.myFunction.resources.lambda).',
    );
  }
  const text = secretTextOf(value);
  if (!hasBranches) throw branchesMissing(`"${value}" belongs to no environment`, call, `'${value}'`);
  return { kind: 'text', label: `"${value}"`, text };
}

function invalid(call: string, what: string, resolution?: string): SecretsError {
  return new SecretsError(
    'GrantTargetInvalidError',
    `${call} was given ${what} as what to grant.`,
    resolution ??
      `Write: ${call}(backend.myFunction, secrets.mySecret). Check the spelling of the key against defineSecrets({ secrets: { … } }).`,
  );
}
