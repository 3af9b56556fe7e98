import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { shellLine } from '@amplify-secrets/runtime/contract';
import { dotenvFile } from '../../engine/dotenv.js';
import { secretVariables } from '../../engine/secret-variables.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { codingAgent } from '../../terminal/coding-agent.js';
import { withProgress } from '../../terminal/progress.js';
import { type CommandCall, flagOption } from '../command.js';
import { confirm } from '../confirm.js';
import { gitState } from '../git-state.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { wantedSecrets } from '../wanted-secrets.js';
import { realPathOf, sweep, writePrivately } from './private-file.js';

const WRITTEN_BY = 'written by amplify-secrets export';

export function exportVariables(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const [name = ''] = call.arguments;
    const file = realPathOf(resolve(call.folder, name));
    const git = gitState(file, terminal.variables);
    if (git === 'tracked') {
      throw new CliError(
        'FileTrackedError',
        `"${name}" is tracked by git, which would keep the values in its history.`,
        shellLine`Choose another file, or take it out of git first: git rm --cached ${name}`,
      );
    }
    const place = open.place();
    const wanted = wantedSecrets(open, call);
    const replaces = isForeign(file);
    await confirm(call, {
      action: `write the secrets of ${place.label} to ${name}${replaces ? ', in place of what is in it' : ''}`,
      place,
      asks: replaces || codingAgent(terminal.variables) !== undefined,
    });
    const variables = await withProgress(terminal, 'Reading the secrets', () =>
      secretVariables(wanted, place, open.storeOf(place), open.project.settings.variables),
    );
    for (const left of sweep(file, call.now())) terminal.note(`Removed ${left}, which an interrupted export had left.`);
    writePrivately(file, dotenvFile(`Secrets of ${place.label}, ${WRITTEN_BY}.`, variables, place));
    if (git === 'visible') {
      terminal.note(`git does not ignore "${name}". Add it to .gitignore, so that it is not committed by accident.`);
    }
    if (flagOption(call, 'json')) {
      const names = variables.map(({ name: variable, from }) => ({ variable, from }));
      printJson(terminal, { environment: place.environment, file, variables: names });
    } else {
      const list = variables.map(({ name: variable }) => variable).join(', ');
      terminal.note(
        `${terminal.style('green', '✓')} Wrote ${variables.length} variables of ${place.label} to ${name}: ${list}.`,
      );
    }
    return EXIT.done;
  });
}

/** Whether there is a file that something else has written. */
function isForeign(file: string): boolean {
  try {
    const [title = ''] = readFileSync(file, 'utf8').split('\n');
    return !title.includes(WRITTEN_BY);
  } catch (error) {
    return Object(error).code !== 'ENOENT';
  }
}
