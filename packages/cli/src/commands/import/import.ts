import { realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { kebabCase, type SecretSet, shellLine } from '@amplify-secrets/runtime/contract';
import { findProject, packageNameIn } from '../../declaration/project.js';
import { dotenvLines } from '../../engine/dotenv-lines.js';
import { dotenvNotes } from '../../engine/dotenv-notes.js';
import { importCode } from '../../engine/import-code.js';
import { importCosts } from '../../engine/import-costs.js';
import { importPlan } from '../../engine/import-plan.js';
import { decodeUtf8 } from '../../engine/input-value.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { readInputFile } from '../../terminal/read-input.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { type GitState, gitState, isInHistory } from '../git-state.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { applyImport } from './apply-import.js';
import { type ImportFile, planAsJson, printNotes, printPlan } from './import-output.js';

export async function importFile(call: CommandCall): Promise<number> {
  const isApplied = flagOption(call, 'apply');
  for (const option of ['overwrite', 'only'] as const) {
    if (!isApplied && call.options[option] !== undefined) {
      throw new CliError(
        'CommandUsageError',
        `--${option} is for --apply, which is missing.`,
        'Add --apply, or leave it out.',
      );
    }
  }
  const file = await readFile(call);
  if (!isApplied && !isDeclared(call)) {
    printProposal(call, file, undefined, {}, kebabCase(packageNameIn(call.folder) ?? '') || 'my-app');
    return EXIT.done;
  }
  return withProject(call, async (open) => {
    const { variables } = open.project.settings;
    if (isApplied) return applyImport(call, open, file, importPlan(file.content.lines, open.set, variables));
    printProposal(call, file, open.set, variables, undefined);
    return EXIT.done;
  });
}

async function readFile(call: CommandCall): Promise<ImportFile> {
  const [name = ''] = call.arguments;
  const path = resolve(call.folder, name);
  const content = dotenvLines(decodeUtf8(await readInputFile(path)));
  if (content.lines.length === 0) {
    throw new CliError(
      'InputInvalidError',
      `"${name}" must have lines of NAME=value, and has none.`,
      'Name a file such as .env.',
    );
  }
  const { variables } = call.terminal;
  const real = realpathSync(path);
  return {
    name,
    content,
    git: stateOf(real, variables),
    isInHistory: isInHistory(real, variables),
  };
}

/** Undefined where git cannot be asked: nothing depends on it here. */
function stateOf(file: string, variables: CommandCall['terminal']['variables']): GitState | undefined {
  try {
    return gitState(file, variables);
  } catch {
    return undefined;
  }
}

function isDeclared(call: CommandCall): boolean {
  try {
    findProject(call.folder, textOption(call, 'declaration'));
    return true;
  } catch (error) {
    const isMissing = error instanceof CliError && error.name === 'DeclarationNotFoundError';
    if (isMissing && textOption(call, 'declaration') === undefined) return false;
    throw error;
  }
}

function printProposal(
  call: CommandCall,
  file: ImportFile,
  set: SecretSet | undefined,
  names: Readonly<Record<string, string>>,
  app: string | undefined,
): void {
  const { terminal } = call;
  const plan = importPlan(file.content.lines, set, names);
  const notes = dotenvNotes(file.content);
  const code = importCode(plan, basename(file.name), app);
  const costs = importCosts(plan, set);
  if (flagOption(call, 'json')) {
    printJson(terminal, planAsJson(file, plan, notes, code, costs));
    return;
  }
  printPlan(terminal, plan, code, costs);
  printNotes(terminal, file, plan, notes);
  const command = `${shellLine`npx amplify-secrets import ${file.name}`} --apply --env <environment>`;
  terminal.note(
    `Nothing was stored. ${code.declaration.length === 0 ? 'To' : 'Add the declaration above, and to'} store the values of one environment: ${command}`,
  );
}
