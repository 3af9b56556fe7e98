import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import type { RotationStrategy } from './strategy.js';

const STRATEGY = 'a rotation strategy';

/** A strategy as it was given, with own properties alone. */
export type AnyStrategy = RotationStrategy<unknown, unknown>;

/**
 * @throws {ClientOptionInvalidError} When a function of the strategy is missing, or something in it is unknown or not valid.
 */
export function checkStrategy(given: unknown): AnyStrategy {
  const strategy: Readonly<Record<string, unknown>> = ownProperties(Object(given));
  checkOptions(strategy, ['create', 'set', 'test', 'revoke', 'minimumInterval'], STRATEGY);
  const { revoke, minimumInterval = 0 } = strategy;
  for (const name of ['create', 'set', 'test', ...(revoke === undefined ? [] : ['revoke'])]) {
    checkOption(name, STRATEGY, isFunction(strategy[name]), 'a function');
  }
  const seconds = 'a number of seconds, 0 or more';
  checkOption('minimumInterval', STRATEGY, isSeconds(minimumInterval), seconds);
  // Of functions that were found, and types that TypeScript has checked at the call of rotationHandler.
  return strategy as unknown as AnyStrategy;
}

/** @throws {ClientOptionInvalidError} Unless the option is valid. */
export function checkOption(name: string, of: string, isValid: boolean, expected: string): void {
  if (isValid) return;
  throw new SecretsError(
    'ClientOptionInvalidError',
    `"${name}" of ${of} must be ${expected}.`,
    `Compare it with the example at ${of === STRATEGY ? 'rotationHandler' : of} in docs/rotation.md.`,
  );
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

export function isSeconds(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}
