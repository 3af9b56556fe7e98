import {
  type ArnScope,
  checkSecretName,
  checkSecretPattern,
  SecretsError,
  secretArnPattern,
} from '@amplify-secrets/runtime/contract';

/** A secret of AWS Secrets Manager, or several, named by a text of the user's own. */
export interface SecretText {
  /** The name, or name pattern, by itself. */
  readonly name: string;
  readonly several: boolean;
  /** Whose it is, where an ARN says so. */
  readonly account?: string | undefined;
  /** ARN of the customer-managed key that it is under, where a CDK secret says so. */
  readonly key?: string | undefined;
  arn(own: ArnScope): string;
}

const FULL_ARN =
  /^arn:(?<partition>aws(?:-[a-z]+)*):secretsmanager:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):(?<account>\d{12}):secret:(?<name>[^:*?]+)-[A-Za-z0-9]{6}$/;

/**
 * Judges a plain name, a full ARN (with the six characters that AWS adds, without wildcards) or a raw pattern. Throws
 * SecretNameInvalidError, SecretPatternInvalidError, or GrantTargetInvalidError for an ARN that is not exactly one secret's.
 */
export function secretTextOf(text: string): SecretText {
  if (text.startsWith('arn:')) return fullArn(text);
  if (!text.includes('*')) {
    checkSecretName(text, "A grant's target");
    return { name: text, several: false, arn: (own) => secretArnPattern(own, text) };
  }
  // A pattern of a set is relative and begins with no slash; a secret's own name may.
  checkSecretPattern(text.replace(/^\//, ''));
  if (/^\/?\*/.test(text)) {
    throw new SecretsError(
      'SecretPatternInvalidError',
      `"${text}" begins with a wildcard, so it matches secrets of every app and environment in the account.`,
      "Begin it with a prefix, for example: 'shared/mail-*'.",
    );
  }
  return { name: text, several: true, arn: (own) => secretArnPattern(own, text) };
}

/** Judges the ARN of one secret without the six characters that AWS adds. Throws as `secretTextOf`. */
export function secretTextOfPartialArn(text: string): SecretText {
  const { name, account } = fullArn(`${text}-AbCdEf`);
  return { name, several: false, account, arn: () => `${text}-??????` };
}

function fullArn(text: string): SecretText {
  const { name, account } = FULL_ARN.exec(text)?.groups ?? {};
  if (name === undefined) {
    throw new SecretsError(
      'GrantTargetInvalidError',
      `"${text}" is not the full ARN of one secret: it must have a region, an account and, after the name, the hyphen and six characters that AWS adds, and no wildcard.`,
      'Copy it from: aws secretsmanager describe-secret --secret-id <name> --query ARN. Or grant the secret by its name.',
    );
  }
  checkSecretName(name, "A grant's target");
  return { name, several: false, account, arn: () => text };
}
