import { LocalError } from '../../local-error.js';

/** Applies a rule of AWS's to what a test puts; a broken one becomes the test's error. Its message holds no value. */
export function orSeedInvalid<T>(rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    const message = error instanceof Error ? error.message : 'AWS would refuse it.';
    throw new LocalError('SeedInvalidError', message, 'Put a name and a value that AWS accepts.');
  }
}

/** For callers that no compiler checks. Its message holds no value. */
export function checkKind(value: unknown, expected: string, isOfKind: boolean): void {
  if (isOfKind) return;
  const got = value === undefined || value === null ? String(value) : `a value of type ${typeof value}`;
  throw new RangeError(`The value must be ${expected}, and got ${got}. JSON is put as JSON.stringify(value).`);
}
