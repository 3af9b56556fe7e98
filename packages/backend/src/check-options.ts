import { isPlainObject, kindOf } from '@amplify-secrets/runtime/contract';
import { BackendError, type BackendErrorName } from './backend-error.js';

/** What an option must be, where it is given. */
export interface OptionType {
  /** As a message says it: `a list`. */
  readonly is: string;
  readonly test: (value: unknown) => boolean;
  /** All that it may be, as code; empty where they cannot be listed. */
  readonly values: readonly string[];
}

/** For an option that its function checks by itself. */
export const ANYTHING: OptionType = { is: 'anything', test: () => true, values: [] };
export const LIST: OptionType = { is: 'a list', test: Array.isArray, values: [] };
export const BOOLEAN: OptionType = oneOf(true, false);

export function oneOf(...values: readonly (string | boolean)[]): OptionType {
  const written = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return { is: written.join(' or '), test: (value) => values.some((each) => each === value), values: written };
}

export interface OptionsCheck {
  /** Whose options they are, as a message names it: the function that was called. */
  readonly owner: string;
  readonly types: Readonly<Record<string, OptionType>>;
  /** A line that is right. */
  readonly example: string;
  readonly error: BackendErrorName;
}

/**
 * An option that is misspelt or is not understood would otherwise be dropped silently.
 * @throws {BackendError} Of the name given, when they are no plain object, one of them is unknown, or one is not what it must be.
 */
export function checkOptions(
  options: unknown,
  { owner, types, example, error }: OptionsCheck,
): Readonly<Record<string, unknown>> {
  if (!isPlainObject(options)) {
    throw new BackendError(
      error,
      `The options of ${owner} must be a plain object, and got ${kindOf(options)}.`,
      `Write, for example: ${example}.`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) {
      throw new BackendError(
        error,
        `${owner} was given the unknown option "${name}".`,
        `Use one of: ${Object.keys(types).join(', ')}. For example: ${example}.`,
      );
    }
    if (value === undefined || type.test(value)) continue;
    const got = typeof value === 'string' ? `'${value}'` : kindOf(value);
    throw new BackendError(
      error,
      `The option "${name}" of ${owner} must be ${type.is}, and got ${got}.`,
      type.values.length === 0
        ? `Write, for example: ${example}.`
        : `Write ${type.values.map((each) => `${name}: ${each}`).join(' or ')}.`,
    );
  }
  return options;
}
