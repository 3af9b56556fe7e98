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
import { branchesMissing } from './branches.js';
import {
  type ConstructSecret,
  constructSecretOf,
  isConstructSecret,
  isMadeSecret,
  type MadeSecret,
} from './cdk-secret.js';
import { keyArnOf } from './encryption-key.js';
import { type SecretText, secretTextOf } from './named-secret.js';
import { isSecretPattern, type SecretPattern } from './secrets-matching.js';

/**
 * What may be granted: `secrets.stripe`, `secretNamed(secrets, 'github-acme')`, `secretsMatching(secrets, 'github-*')`,
 * `allSecrets(secrets)`; a CDK secret that this backend makes; or, with `branches`, the plain name, the full ARN or a raw pattern of
 * secrets in AWS Secrets Manager, or a CDK secret that was imported.
 */
export type SecretTarget = SecretReference | SecretPattern | ConstructSecret | string | readonly SecretReference[];

/** `label` is how messages name it. */
export type Target =
  | { readonly kind: 'secret'; readonly label: string; readonly reference: SecretReference }
  | { readonly kind: 'family'; readonly label: string; readonly family: SecretPattern }
  | { readonly kind: 'text'; readonly label: string; readonly text: SecretText }
  | { readonly kind: 'made'; readonly label: string; readonly made: MadeSecret; readonly key: string | undefined };

/** The set that a target is of; texts and CDK secrets are of none. */
export function setOf(target: Target): SecretSet | undefined {
  if (target.kind === 'secret') return target.reference.set;
  return target.kind === 'family' ? target.family.set : undefined;
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
  if (isConstructSecret(value)) return constructTarget(value, hasBranches, call);
  if (typeof value !== 'string')
    throw invalid(call, value === undefined ? 'undefined' : `a value of type ${typeof value}`);
  if (Token.isUnresolved(value)) {
    throw invalid(
      call,
      'a text that is known only at deployment, which cannot be checked',
      `Grant a secret that CDK makes as it is: ${call}(backend.myFunction, secret).`,
    );
  }
  const text = secretTextOf(value);
  if (!hasBranches) throw branchesMissing(`"${value}" belongs to no environment`, call, `'${value}'`);
  return { kind: 'text', label: `"${value}"`, text };
}

function constructTarget(secret: ConstructSecret, hasBranches: boolean, call: string): Target {
  const label = `"${secret.node.path}"`;
  const found = constructSecretOf(secret, call);
  const key = secret.encryptionKey === undefined ? undefined : keyArnOf(secret.encryptionKey, call);
  if (isMadeSecret(found)) return { kind: 'made', label, made: found, key };
  if (!hasBranches) throw branchesMissing(`${label} is imported and belongs to no environment`, call, 'secret');
  return { kind: 'text', label, text: { ...found, key } };
}

function invalid(call: string, what: string, resolution?: string): SecretsError {
  return new SecretsError(
    'GrantTargetInvalidError',
    `${call} was given ${what} as what to grant.`,
    resolution ??
      `Write: ${call}(backend.myFunction, secrets.mySecret). Check the spelling of the key against defineSecrets({ secrets: { … } }).`,
  );
}
