import {
  type ArnScope,
  checkSecretName,
  checkSecretPattern,
  DeclarationError,
  matchesGlob,
  secretArnPattern,
  secretNameIn,
  shellLine,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { arnParts, endsInSuffix, isInOnePlace, isPlaceholder, unsetIn, withoutSuffix } from './secret-arn.js';
import type { Target } from './target.js';

/** A secret of AWS Secrets Manager, or more than one, that is of no set. */
export interface NamedSecret {
  /** The name, or the pattern of names. */
  readonly name: string;
  readonly isPattern: boolean;
  /** From a full ARN. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  arn(own: ArnScope): string;
}

/** `key` is the ARN of the customer-managed key of a CDK secret. */
export function namedTarget(written: string, secret: NamedSecret, key?: string): Target {
  const { name, isPattern, account } = secret;
  return {
    label: `"${written}"`,
    id: written,
    set: undefined,
    reference: undefined,
    pattern: isPattern ? name : undefined,
    name,
    account,
    region: secret.region,
    locate(_deployment, stack) {
      const { partition, region, account } = stack;
      const arns = [secret.arn({ partition, region, account })];
      return {
        environment: undefined,
        store: 'secrets-manager',
        names: [name],
        region: secret.region ?? region,
        key,
        readable: arns,
        writable: arns,
        isPattern,
      };
    },
    matches: (reference, environment) =>
      environment.store === 'secrets-manager' && matchesGlob(name, secretNameIn(environment, reference)),
  };
}

/**
 * From a plain name, a full ARN (with the six characters that AWS adds, without wildcards) or a raw pattern.
 * @throws {SecretNameInvalidError} When no secret can have the name, or it was made of a variable that is not set.
 * @throws {SecretPatternInvalidError} When the pattern is not valid, begins with a wildcard, or was made of a variable that is not set.
 * @throws {GrantTargetInvalidError} When the ARN is not that of exactly one secret.
 */
export function namedSecret(written: string): NamedSecret {
  if (written.startsWith('arn:')) return { ...fullArn(written), arn: () => written };
  const byName = { name: written, account: undefined, region: undefined };
  if (!written.includes('*')) {
    checkName(written);
    return { ...byName, isPattern: false, arn: (own) => secretArnPattern(own, written) };
  }
  // A pattern of a set is relative and begins with no slash; a secret's own name may.
  checkSecretPattern(written.replace(/^\//, ''));
  checkPatternIsSet(written);
  if (/^\/?\*/.test(written)) {
    throw new DeclarationError(
      'SecretPatternInvalidError',
      `"${written}" begins with a wildcard, so it matches secrets of every app and environment in the account.`,
      "Begin it with a prefix, for example: 'shared/mail-*'.",
    );
  }
  return { ...byName, isPattern: true, arn: (own) => secretArnPattern(own, written) };
}

/**
 * As `namedSecret`, from an ARN without the six characters that AWS adds. Its partition, region and account may be CDK tokens.
 * @throws {SecretNameInvalidError} When no secret can have the name, or it was made of a variable that is not set.
 * @throws {GrantTargetInvalidError} When what is no token in the ARN is not as in the ARN of exactly one secret.
 */
export function namedSecretByPartialArn(arn: string): NamedSecret {
  const parts = partsOf(arn);
  checkName(parts.name);
  return { ...parts, arn: () => `${arn}-??????` };
}

function fullArn(arn: string): Omit<NamedSecret, 'arn'> {
  const { name, ...parts } = partsOf(arn);
  const stem = withoutSuffix(name);
  if (stem === name) throw notOneSecret(arn);
  checkName(stem);
  if (endsInSuffix(name)) return { ...parts, name: stem };
  const end = name.slice(stem.length);
  throw new BackendError(
    'GrantTargetInvalidError',
    `The ARN of a secret must end in the hyphen and six characters that AWS adds to the name, and "${arn}" ends in "${end}", which looks like a part of the name.`,
    `Grant the secret by its name: ${stringLiteral(name)}. If AWS did add "${end}", its name is ${stringLiteral(stem)}.`,
  );
}

function partsOf(arn: string): Omit<NamedSecret, 'arn'> {
  const parts = arnParts(arn);
  const [, , service, region = '', account = '', resource = ''] = parts ?? [];
  const name = /^secret:([^:*?]+)$/.exec(resource)?.[1];
  if (parts === undefined || service !== 'secretsmanager' || !isInOnePlace(parts) || name === undefined) {
    throw notOneSecret(arn);
  }
  return {
    name,
    isPattern: false,
    account: isPlaceholder(account) ? undefined : account,
    region: isPlaceholder(region) ? undefined : region,
  };
}

function notOneSecret(arn: string): BackendError {
  return new BackendError(
    'GrantTargetInvalidError',
    `The ARN of a secret must have a region, an account and, after the name, the hyphen and six characters that AWS adds, without wildcards, and got "${arn.replace(/\$\{Token\[[^\]]*\]\}/g, '<token>')}".`,
    remedyOf(arn),
  );
}

function remedyOf(arn: string): string {
  const unset = unsetIn(arn);
  if (unset !== undefined) return `Set what is "${unset}" in it before the synthesis. Or grant the secret by its name.`;
  const service = arn.split(':')[2] ?? '';
  if (/^[a-z0-9-]+$/.test(service) && service !== 'secretsmanager') {
    return `That is an ARN of ${service}. Grant a secret of AWS Secrets Manager, by its name or its ARN.`;
  }
  const name = arn.replace(/^arn:.*:secret:|-?[*?:].*$/g, '');
  if (name.endsWith('/')) return `Grant the secrets by a pattern of their names: ${stringLiteral(`${name}*`)}.`;
  return shellLine`Grant the secret by its name, or by the ARN from: aws secretsmanager describe-secret --secret-id ${name || 'my-secret'} --query ARN`;
}

/**
 * Checks the name of what is granted. `owner` begins the message.
 * @throws {SecretNameInvalidError} When no secret can have it, or it was made of a variable that is not set.
 */
export function checkName(name: string, owner = "A grant's target"): void {
  checkSecretName(name, owner);
  checkIsSet(name, owner);
}

/** @throws {SecretNameInvalidError} When the name was made of a variable that is not set. */
export function checkIsSet(name: string, owner: string): void {
  const unset = unsetIn(name);
  if (unset === undefined) return;
  throw new DeclarationError(
    'SecretNameInvalidError',
    `${owner}: a name must not be made of a variable that is not set, and got "${name}".`,
    `Set what is "${unset}" in it before the synthesis, or write the name out.`,
  );
}

/** @throws {SecretPatternInvalidError} When the pattern was made of a variable that is not set. */
export function checkPatternIsSet(pattern: string): void {
  const unset = unsetIn(pattern);
  if (unset === undefined) return;
  throw new DeclarationError(
    'SecretPatternInvalidError',
    `A pattern must not be made of a variable that is not set, and got "${pattern}".`,
    `Set what is "${unset}" in it before the synthesis, or write the pattern out.`,
  );
}
