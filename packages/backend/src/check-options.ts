import { giveOrLeaveOut, isPlainObject, kindOf, ownProperties, stringLiteral } from '@amplify-secrets/runtime/contract';
import { BackendError, type BackendErrorName } from './backend-error.js';

/** What an option must be, where it is given. */
export interface OptionType {
  /** As a message says it: `a list`. */
  readonly is: string;
  readonly test: (value: unknown) => boolean;
  /** All that it may be, as code; empty where they cannot be listed. */
  readonly values: readonly string[];
  /**
   * The error where it is there and undefined.
   * @default that of the check
   */
  readonly undefinedError?: BackendErrorName;
  /**
   * How to give it, as sentences.
   * @default the example of the check
   */
  readonly howToGive?: string;
}

/** For an option that its function checks by itself. */
export const ANYTHING: OptionType = { is: 'anything', test: () => true, values: [] };
export const LIST: OptionType = { is: 'a list', test: Array.isArray, values: [] };
export const BOOLEAN: OptionType = oneOf(true, false);

export function oneOf(...values: readonly (string | boolean)[]): OptionType {
  const written = values.map((value) => (typeof value === 'string' ? stringLiteral(value) : String(value)));
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
 * The options alone, without what an object inherits. An option that is misspelt, is not understood, or is there and undefined would
 * otherwise be dropped silently.
 * @throws {BackendError} Of the name given, when they are no plain object, or one of them is unknown, undefined or not what it must be.
 */
export function checkOptions<Options>(options: Options, { owner, types, example, error }: OptionsCheck): Options {
  if (!isPlainObject(options)) {
    throw new BackendError(
      error,
      `The options of ${owner} must be a plain object, and got ${kindOf(options)}.`,
      `Write, for example: ${example}.`,
    );
  }
  const own = ownProperties(options);
  for (const [name, value] of Object.entries(own)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) {
      throw new BackendError(
        error,
        `${owner} was given the unknown option "${name}".`,
        `Use one of: ${Object.keys(types).join(', ')}. For example: ${example}.`,
      );
    }
    if (value === undefined) {
      throw new BackendError(
        type.undefinedError ?? error,
        `The option "${name}" of ${owner} is there and undefined.`,
        `${giveOrLeaveOut(name)} ${type.howToGive ?? `For example: ${example}.`}`,
      );
    }
    if (type.test(value)) continue;
    const got = typeof value === 'string' ? stringLiteral(value) : kindOf(value);
    throw new BackendError(
      error,
      `The option "${name}" of ${owner} must be ${type.is}, and got ${got}.`,
      type.values.length === 0
        ? `Write, for example: ${example}.`
        : `Write ${type.values.map((each) => `${name}: ${each}`).join(' or ')}.`,
    );
  }
  return own;
}
