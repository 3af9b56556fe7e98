import { describeName } from './describe-value.js';
import { SecretsError } from './errors.js';

/** Throws SecretPatternInvalidError unless `pattern` is letters, digits and `/_+=.@-` with at least one `*`. */
export function checkSecretPattern(pattern: string): void {
  const problem =
    typeof pattern !== 'string'
      ? 'it is no text'
      : pattern === ''
        ? 'it is empty'
        : /[^A-Za-z0-9/_+=.@*-]/.test(pattern)
          ? 'it may hold only letters, digits, /_+=.@- and *'
          : !pattern.includes('*')
            ? 'it has no *'
            : pattern.startsWith('/')
              ? 'it begins with a slash, and is relative to the set'
              : pattern.length > 512
                ? 'it is longer than any secret name (512 characters)'
                : undefined;
  if (problem === undefined) return;
  throw new SecretsError(
    'SecretPatternInvalidError',
    `${describeName(pattern)} is no pattern of secret names: ${problem}.`,
    problem === 'it has no *'
      ? `Grant that one secret: secretNamed(secrets, '${pattern}').`
      : "Write, for example: secretsMatching(secrets, 'github-*').",
  );
}

/**
 * What a pattern that ends inside a word would also match, as an example; undefined where it ends at a boundary (`github-*`).
 * `stripe*` → `stripeother`.
 */
export function strayMatch(pattern: string): string | undefined {
  return /[A-Za-z0-9]\*+$/.test(pattern) ? pattern.replace(/\*+$/, 'other') : undefined;
}
