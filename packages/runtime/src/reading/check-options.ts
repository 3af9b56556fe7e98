import { SecretsError } from '../contract/errors.js';

/** @throws {ClientOptionInvalidError} When there is an option of another name than these. */
export function checkOptions(options: object, names: readonly string[], call: string): void {
  const stray = Object.keys(options).find((name) => !names.includes(name));
  if (stray === undefined) return;
  throw new SecretsError(
    'ClientOptionInvalidError',
    `There is no option "${stray}" of ${call}.`,
    `Use one of: ${names.join(', ')}.`,
  );
}
