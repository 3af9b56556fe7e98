import { debuglog } from 'node:util';
import { redactorOf } from '../../engine/redact-values.js';
import { secretVariables } from '../../engine/secret-variables.js';
import { CliError } from '../../errors/cli-error.js';
import { withProgress } from '../../terminal/progress.js';
import type { CommandCall } from '../command.js';
import { confirm } from '../confirm.js';
import { withProject } from '../open-project.js';
import { wantedSecrets } from '../wanted-secrets.js';
import { runChild } from './run-child.js';

export async function run(call: CommandCall): Promise<number> {
  if (debuglog('child_process').enabled) {
    throw new CliError(
      'NotPossibleError',
      'NODE_DEBUG has child_process, so that Node.js would print the variables of the command.',
      'Leave child_process out of NODE_DEBUG.',
    );
  }
  let variables: Record<string, string> = {};
  let values: readonly string[] = [];
  // The project is closed before the command begins: nothing of it stays open meanwhile.
  await withProject(call, async (open) => {
    const place = open.place();
    const wanted = wantedSecrets(open, call);
    await confirm(call, { action: `run the command with the secrets of ${place.label}`, place, asks: false });
    const found = await withProgress(call.terminal, 'Reading the secrets', () =>
      secretVariables(wanted, place, open.storeOf(place), open.project.settings.variables),
    );
    variables = Object.fromEntries(found.map(({ name, value }) => [name, value]));
    values = found.map(({ value }) => value);
    return 0;
  });
  const { PATH = '', ...others } = call.terminal.variables;
  const inherited = call.options.inherit === false ? { PATH } : { PATH, ...others };
  return runChild(call.rest, { ...inherited, ...variables }, await redactorOf(values), call);
}
