import { type Backend, SynthesisFailedError, type SynthesizeOptions, synthesize } from '@amplify-secrets/local';
import { describeDeployment } from '@amplify-secrets/runtime/contract';
import { CliError } from '../../errors/cli-error.js';

export const ENTRY = 'amplify/backend.ts';
// The code of functions is in no policy, and takes a quarter of a synthesis to bundle.
const WITHOUT_BUNDLES = { 'aws:cdk:bundling-stacks': [] };

/** One synthesis, of the project as it is or with the changes. */
export interface WantedBackend extends SynthesizeOptions {
  readonly isChanged: boolean;
}

/**
 * In the order of what is wanted. Two at a time: more would only slow each other down.
 *
 * @throws {BackendNotSynthesisedError} When the project's backend fails, as it is.
 * @throws {MigrationRefusedError} When it fails with the changes.
 */
export async function synthesizeBackends(wanted: readonly WantedBackend[]): Promise<readonly Backend[]> {
  const done: Backend[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < wanted.length; index = next++) {
      const options = wanted[index];
      if (options === undefined) return;
      try {
        done[index] = await synthesizeOne(options);
      } catch (error) {
        next = wanted.length;
        throw explained(error, options);
      }
    }
  }
  await Promise.all([work(), work()]);
  return done;
}

/** The guard is switched on for its warnings. Where it stops a backend that has none of its own, that backend is synthesised as it is. */
async function synthesizeOne({ isChanged, ...options }: WantedBackend): Promise<Backend> {
  try {
    return await synthesize({ entry: ENTRY, context: WITHOUT_BUNDLES, ...options });
  } catch (error) {
    const isOfGuard = error instanceof SynthesisFailedError && error.cause.name === 'GuardError';
    if (isChanged || !isOfGuard || Object.keys(options.files ?? {}).length === 0) throw error;
    return synthesize({ entry: ENTRY, context: WITHOUT_BUNDLES, ...options, files: {} });
  }
}

function explained(error: unknown, { deployment, isChanged }: WantedBackend): unknown {
  if (!(error instanceof SynthesisFailedError)) return error;
  const { name, message } = error.cause;
  const what = `${describeDeployment(deployment)}: ${name}: ${message}`;
  return isChanged
    ? new CliError(
        'MigrationRefusedError',
        `With the changes, ${ENTRY} does not synthesise as ${what} Nothing was written.`,
        'Name the branches that may have the secrets, if they are not these: --branches <names>. Or replace the statement by hand: docs/migrating.md',
      )
    : new CliError(
        'BackendNotSynthesisedError',
        `${ENTRY} does not synthesise as ${what}`,
        'Correct the backend. It must deploy as it is before it is migrated.',
      );
}
