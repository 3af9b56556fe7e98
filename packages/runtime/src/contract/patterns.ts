import { describeName } from './describe-value.js';
import { DeclarationError } from './errors.js';

/** @throws {SecretPatternInvalidError} Unless `pattern` is letters, digits and `/_+=.@!-` with at least one `*`. */
export function checkSecretPattern(pattern: string): void {
  const problem =
    typeof pattern !== 'string'
      ? 'it must be a string'
      : pattern === ''
        ? 'it is empty'
        : /[^A-Za-z0-9/_+=.@!*-]/.test(pattern)
          ? 'it may contain only letters, digits, /_+=.@!- and *'
          : !pattern.includes('*')
            ? 'it has no *'
            : pattern.startsWith('/')
              ? 'it is relative to the set, so it may not begin with a slash'
              : pattern.length > 512
                ? 'it is longer than 512 characters, the limit of a name'
                : undefined;
  if (problem === undefined) return;
  throw new DeclarationError(
    'SecretPatternInvalidError',
    `${describeName(pattern)} is not a valid pattern of secret names: ${problem}.`,
    problem === 'it has no *'
      ? `To grant one secret, write: secretNamed(secrets, '${pattern}').`
      : "Write, for example: secretsMatching(secrets, 'github-*').",
  );
}

/**
 * An example of what a pattern that ends inside a word would also match: `stripeother` for `stripe*`. Undefined where it ends at a
 * boundary, as `github-*` does.
 */
export function strayMatch(pattern: string): string | undefined {
  return /[A-Za-z0-9]\*+$/.test(pattern) ? pattern.replace(/\*+$/, 'other') : undefined;
}
