import type { Backend, SynthesisFailedError } from '@amplify-secrets/local';
import { type Deployment, describeDeployment } from '@amplify-secrets/runtime/contract';
import { CliError } from '../../errors/cli-error.js';
import { changedResources } from './changed-resources.js';
import type { AccessChange } from './compare-access.js';
import { describeFailure, ENTRY } from './synthesize-backends.js';

/** Why a whole migration is refused: no single statement is known to be the cause. */
export function notSynthesised(error: SynthesisFailedError): CliError {
  if (error.cause.name === 'GuardError') {
    return new CliError(
      'MigrationRefusedError',
      `The first grant switches the guard on, and it stops the synthesis as ${describeFailure(error)} Nothing was written.`,
      error.resolution,
    );
  }
  return new CliError(
    'MigrationRefusedError',
    `With the changes, ${ENTRY} does not synthesise as ${describeFailure(error)} Nothing was written.`,
    'Name the branches that may have the secrets, if they are not these: --branches <names>. Or replace the statement by hand: docs/migrating.md',
  );
}

/** @throws {MigrationRefusedError} When anything is allowed that was not. */
export function refuseWider(
  compared: readonly { readonly deployment: Deployment; readonly wider: readonly AccessChange[] }[],
): void {
  for (const { deployment, wider } of compared) {
    const [first] = wider;
    if (first === undefined) continue;
    throw new CliError(
      'MigrationRefusedError',
      `The changes must not allow more than before, and would allow ${wider.length} new requests in ${describeDeployment(deployment)}, such as ${first.principal}: ${first.action} on ${first.resource}. Nothing was written.`,
      BY_HAND,
    );
  }
}

/** @throws {MigrationRefusedError} When the templates differ in more than access to secrets. */
export function refuseChanged(before: readonly Backend[], after: readonly Backend[]): void {
  for (const [index, is] of after.entries()) {
    const was = before[index];
    const [first, ...others] = was === undefined ? [] : changedResources(was.cdkOut, is.cdkOut);
    if (first === undefined) continue;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const where = is.deployment === undefined ? 'the templates' : describeDeployment(is.deployment);
    throw new CliError(
      'MigrationRefusedError',
      `The changes must be to access to secrets alone, and would change ${first}${more} in ${where}. Nothing was written.`,
      BY_HAND,
    );
  }
}

const BY_HAND = 'Migrate by hand, as docs/migrating.md shows, or report it with the statement.';
