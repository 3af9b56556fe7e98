import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import type { RotationStrategy } from './strategy.js';

/** A strategy as it was given, with own properties alone. */
export type AnyStrategy = RotationStrategy<unknown, unknown>;

/**
 * @throws {ClientOptionInvalidError} When a function of the strategy is missing, or something in it is unknown or not valid.
 */
export function checkStrategy(given: unknown): AnyStrategy {
  const strategy: Readonly<Record<string, unknown>> = ownProperties(Object(given));
  checkOptions(strategy, ['create', 'set', 'test', 'revoke', 'minimumInterval'], 'a rotation strategy');
  const { revoke, minimumInterval = 0 } = strategy;
  for (const name of ['create', 'set', 'test', ...(revoke === undefined ? [] : ['revoke'])]) {
    if (typeof strategy[name] !== 'function') throw invalid(name, 'a function');
  }
  if (typeof minimumInterval !== 'number' || !(minimumInterval >= 0)) {
    throw invalid('minimumInterval', 'a number of seconds, 0 or more');
  }
  // Of functions that were found, and types that TypeScript has checked at the call of rotationHandler.
  return strategy as unknown as AnyStrategy;
}

function invalid(name: string, expected: string): SecretsError {
  return new SecretsError(
    'ClientOptionInvalidError',
    `"${name}" of a rotation strategy must be ${expected}.`,
    'A strategy has the functions create, set and test, and may have revoke and minimumInterval.',
  );
}
