import {
  type ArnScope,
  checkSecretName,
  checkSecretPattern,
  DeclarationError,
  matchesGlob,
  secretArnPattern,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
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

const FULL_ARN =
  /^arn:(?<partition>aws(?:-[a-z]+)*):secretsmanager:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):(?<account>\d{12}):secret:(?<name>[^:*?]+)-[A-Za-z0-9]{6}$/;

/**
 * From a plain name, a full ARN (with the six characters that AWS adds, without wildcards) or a raw pattern.
 * @throws {SecretNameInvalidError} When no secret can have the name.
 * @throws {SecretPatternInvalidError} When the pattern is not valid, or begins with a wildcard.
 * @throws {GrantTargetInvalidError} When the ARN is not that of exactly one secret.
 */
export function namedSecret(written: string): NamedSecret {
  if (written.startsWith('arn:')) return { ...partsOf(written), arn: () => written };
  const byName = { name: written, account: undefined, region: undefined };
  if (!written.includes('*')) {
    checkSecretName(written, "A grant's target");
    return { ...byName, isPattern: false, arn: (own) => secretArnPattern(own, written) };
  }
  // A pattern of a set is relative and begins with no slash; a secret's own name may.
  checkSecretPattern(written.replace(/^\//, ''));
  if (/^\/?\*/.test(written)) {
    throw new DeclarationError(
      'SecretPatternInvalidError',
      `"${written}" begins with a wildcard, so it matches secrets of every app and environment in the account.`,
      "Begin it with a prefix, for example: 'shared/mail-*'.",
    );
  }
  return { ...byName, isPattern: true, arn: (own) => secretArnPattern(own, written) };
}

/** As `namedSecret`, from an ARN without the six characters that AWS adds. */
export function namedSecretByPartialArn(arn: string): NamedSecret {
  return { ...partsOf(`${arn}-AbCdEf`), arn: () => `${arn}-??????` };
}

function partsOf(arn: string): Omit<NamedSecret, 'arn'> {
  const { name, account, region } = FULL_ARN.exec(arn)?.groups ?? {};
  if (name === undefined) {
    throw new BackendError(
      'GrantTargetInvalidError',
      `The ARN of a secret must have a region, an account and, after the name, the hyphen and six characters that AWS adds, without wildcards, and got "${arn}".`,
      'Copy it from: aws secretsmanager describe-secret --secret-id <name> --query ARN. Or grant the secret by its name.',
    );
  }
  checkSecretName(name, "A grant's target");
  return { name, isPattern: false, account, region };
}
