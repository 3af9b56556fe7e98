import type { NamedSecret } from '../declaration/find-secret.js';
import { commandLine } from '../deployment/place-flags.js';
import { CliError } from '../errors/cli-error.js';
import type { CommandCall } from './command.js';
import type { OpenProject } from './open-project.js';

/**
 * The secret of the first argument, for a command that is about secrets as a whole.
 *
 * @throws {CommandUsageError} When it names one field.
 */
export function wholeSecret(open: OpenProject, call: CommandCall, verb: string): NamedSecret {
  const secret = open.secret(call.arguments[0] ?? '');
  if (secret.field === undefined) return secret;
  const { key } = secret.reference;
  throw new CliError(
    'CommandUsageError',
    `A version of a secret has all of its fields, so that ${verb} is about the whole secret, and got a field.`,
    `Write: ${commandLine(open.place(), verb, key)}`,
  );
}
