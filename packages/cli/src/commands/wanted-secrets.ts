import { referencesOf } from '@amplify-secrets/runtime/contract';
import type { NamedSecret } from '../declaration/find-secret.js';
import { CliError } from '../errors/cli-error.js';
import { type CommandCall, textOption } from './command.js';
import type { OpenProject } from './open-project.js';

/**
 * Those of `--only`, or all that are declared.
 *
 * @throws {ProjectSettingsInvalidError} When package.json names variables of what is not declared.
 */
export function wantedSecrets({ set, secret, project }: OpenProject, call: CommandCall): readonly NamedSecret[] {
  for (const source of Object.keys(project.settings.variables)) checkSource(source, secret);
  const only = textOption(call, 'only');
  if (only === undefined) return referencesOf(set).map((reference) => ({ reference, field: undefined }));
  const named = only
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map(secret);
  if (named.length === 0) {
    throw new CliError(
      'CommandUsageError',
      '--only must name a secret, and names none.',
      'Write: --only stripe,github.token',
    );
  }
  // The same reference is the same object, so that it is read once.
  const references = new Map(named.map(({ reference }) => [reference.key, reference]));
  return named.map(({ reference, field }) => ({ reference: references.get(reference.key) ?? reference, field }));
}

/** A name that stands for nothing would leave a variable with its usual name, unnoticed. */
function checkSource(source: string, secret: OpenProject['secret']): void {
  try {
    secret(source);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(
      'ProjectSettingsInvalidError',
      `"variables" of "amplifySecrets" in package.json must have secrets or fields of the declaration as names, and got "${source}". ${error.message}`,
      error.resolution,
    );
  }
}
