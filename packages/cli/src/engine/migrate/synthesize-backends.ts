import {
  type Backend,
  SynthesisFailedError,
  type SynthesisFault,
  type SynthesizeEachOptions,
  synthesizeEach,
} from '@amplify-secrets/local';
import { describeDeployment } from '@amplify-secrets/runtime/contract';
import { CliError } from '../../errors/cli-error.js';

export const ENTRY = 'amplify/backend.ts';
// The code of functions is in no policy, and takes a quarter of a synthesis to bundle.
const WITHOUT_BUNDLES = { 'aws:cdk:bundling-stacks': [] };

/**
 * The project's backend as it is. `guarded` has the guard switched on for its warnings: where it stops a backend that has no guard,
 * that backend is synthesised without it.
 *
 * @throws {BackendNotSynthesisedError} When the backend fails.
 */
export async function synthesizeBefore(
  options: SynthesizeEachOptions,
  guarded: Readonly<Record<string, string>>,
): Promise<readonly Backend[]> {
  const { files } = options;
  try {
    return await synthesizeEach({
      entry: ENTRY,
      context: WITHOUT_BUNDLES,
      ...options,
      files: { ...files, ...guarded },
    });
  } catch (error) {
    if (!(error instanceof SynthesisFailedError)) throw error;
    if (error.cause.name === 'GuardError' && Object.keys(guarded).length > 0) return synthesizeBefore(options, {});
    throw new CliError(
      'BackendNotSynthesisedError',
      `${ENTRY} does not synthesise as ${describeFailure(error, error.cause.place)}`,
      'Correct the backend. It must deploy as it is before it is migrated.',
    );
  }
}

/** The backend with the changes, or why it fails. */
export async function synthesizeAfter(
  options: SynthesizeEachOptions,
): Promise<readonly Backend[] | SynthesisFailedError> {
  try {
    return await synthesizeEach({ entry: ENTRY, context: WITHOUT_BUNDLES, ...options });
  } catch (error) {
    if (error instanceof SynthesisFailedError) return error;
    throw error;
  }
}

/** `branch "main", at amplify/backend.ts:12: Error: …`. The place is one of the files as they are. */
export function describeFailure({ deployment, cause }: SynthesisFailedError, place?: string): string {
  const at = place === undefined ? '' : `, at ${place}`;
  return `${describeDeployment(deployment)}${at}: ${describeFault(cause)}`;
}

/** With what caused it, as Amplify's errors have it: `NodeJSFunctionConstructInitializationError: … Caused by: Error: …`. */
function describeFault({ name, message, cause }: SynthesisFault): string {
  return `${name}: ${message}${cause === undefined ? '' : ` Caused by: ${describeFault(cause)}`}`;
}
