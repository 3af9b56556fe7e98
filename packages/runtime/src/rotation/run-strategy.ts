import { SecretsError } from '../contract/errors.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { subject } from '../stores/remedies.js';
import type { Signal } from '../transport/signal.js';
import type { Rotation } from './rotation.js';
import { type StrategyFunction, strategyFailure } from './strategy-failure.js';
import { withinTime } from './within-time.js';

/** Calls a function of the strategy within the time of the function. `known` are the values that its error may quote. */
export async function runStrategy<T>(
  { event, location, context }: Rotation,
  name: StrategyFunction,
  known: readonly RawSecret[],
  call: (step: { readonly token: string; readonly signal: Signal }) => Promise<T> | T,
): Promise<T> {
  const late = () =>
    new SecretsError(
      'RotationFailedError',
      `${subject(location)} was not rotated, since "${name}" of its strategy did not end within the timeout of the function.`,
      'In the resource.ts of the function write: timeoutSeconds: 60. In a VPC, check that it reaches what it calls.',
    );
  try {
    return await withinTime(context, (signal) => call({ token: event.ClientRequestToken, signal }), late);
  } catch (error) {
    throw strategyFailure(error, name, location, known);
  }
}
