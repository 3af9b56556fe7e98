import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { checkAppName } from '@amplify-secrets/runtime/contract';
import { findAmplifyFolders, onlyFolder } from '../../amplify-project/find-amplify-folder.js';
import { knownBranches, repositoryOf } from '../../amplify-project/known-branches.js';
import { packageManagerOf } from '../../amplify-project/package-manager.js';
import { type AmplifyProject, readAmplifyProject, textOf } from '../../amplify-project/read-amplify-project.js';
import type { ProposedDeclaration } from '../../engine/declaration-source.js';
import { servedSecrets } from '../../engine/migrate/served-secrets.js';
import { nextSteps, remainingUses } from '../../engine/next-steps.js';
import { planInit } from '../../engine/plan-init.js';
import { proposeApp } from '../../engine/propose-app.js';
import { productionBranches, proposeEnvironments } from '../../engine/propose-environments.js';
import { type ProposedSecret, proposeSecrets } from '../../engine/propose-secrets.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { unifiedDiff } from '../../source/unified-diff.js';
import { writeFiles } from '../../source/write-files.js';
import { choice, text } from '../../terminal/ask.js';
import { codingAgent } from '../../terminal/coding-agent.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { confirm } from '../confirm.js';
import { printJson } from '../print-json.js';
import { printLeft, printSteps } from '../print-steps.js';

/** Declared where a project uses no secret yet. */
const EXAMPLE: ProposedSecret = { key: 'exampleApiKey', fields: undefined, names: {}, uses: [] };
const NEW_BRANCH = 'main';

export async function init(call: CommandCall): Promise<number> {
  const { terminal } = call;
  const isJson = flagOption(call, 'json');
  const folders = findAmplifyFolders(call.folder);
  const folder =
    folders.length > 1 && canAsk(call)
      ? join(
          call.folder,
          await choice(
            terminal,
            'Which app?',
            folders.map((each) => relative(call.folder, each)),
          ),
        )
      : onlyFolder(folders, call.folder);
  const shown = relative(call.folder, folder);
  if (shown !== '') terminal.note(`The Amplify project is in ${shown}.`);
  const project = readAmplifyProject(folder);
  if (project.declared !== undefined) {
    terminal.note(`Nothing to do: ${project.declared} declares the secrets of this project.`);
    if (isJson) printJson(terminal, { project: folder, files: [] });
    return EXIT.done;
  }
  refuseOccupied(project);

  const declaration = await proposed(call, project);
  const chosen = await chosenFunction(call, project);
  const own = declaration.secrets.filter(({ uses }) =>
    uses.some((use) => use.function === chosen && chosen !== undefined),
  );
  // What a statement gives it is granted once that is migrated, and not twice.
  const served = chosen === undefined ? new Set<string>() : servedSecrets(project, chosen);
  const secrets = (own.length > 0 ? own : declaration.secrets.slice(0, 1))
    .filter(({ uses }) => !uses.some(({ name }) => served.has(name)))
    .map(({ key }) => key);
  const ignored = { own: textOf(join(folder, '.gitignore')), above: ignoreFilesAbove(folder) };
  const { changes, left } = planInit(project, { declaration, function: chosen, secrets }, ignored);
  const steps = nextSteps(packageManagerOf(folder), project.installed, declaration, secrets);
  const diff = unifiedDiff(changes);
  if (isJson) {
    const files = changes.map(({ path, before }) => ({ path, change: before === undefined ? 'new' : 'changed' }));
    printJson(terminal, {
      project: folder,
      app: declaration.app,
      environments: Object.keys(declaration.environments),
      secrets: declaration.secrets.map(({ key }) => key),
      files,
      diff,
      left,
      next: steps.map(({ line }) => line),
    });
  } else terminal.exact(coloured(call, diff));
  await confirm(call, { action: `write ${files(changes.length)}`, asks: true });
  writeFiles(folder, changes);
  terminal.note(
    `${terminal.style('green', '✓')} Wrote ${files(changes.length)}: ${changes.map(({ path }) => path).join(', ')}.`,
  );
  printLeft(terminal, left);
  const remaining = remainingUses(declaration);
  if (remaining.length > 0) terminal.note('\nStays as it is:');
  for (const line of remaining) terminal.note(`  ${line}`);
  printSteps(terminal, [...(shown === '' ? [] : [{ line: `cd ${shown}`, why: '' }]), ...steps]);
  return EXIT.done;
}

async function proposed(call: CommandCall, project: AmplifyProject): Promise<ProposedDeclaration> {
  const { terminal } = call;
  const names = project.uses.filter(({ store }) => store === 'secrets-manager').map(({ name }) => name);
  const app =
    textOption(call, 'app') ??
    proposeApp(project.packageName, names) ??
    proposeApp(basename(project.folder), []) ??
    (canAsk(call) ? await text(terminal, 'The name of the app, with which the names of its secrets begin:') : 'app');
  checkAppName(app);
  const branches = knownBranches(
    project.folder,
    project.files.map((file) => file.text),
  );
  const candidates = productionBranches(branches);
  const production =
    candidates.length > 1 && canAsk(call)
      ? await choice(terminal, 'Which branch is production?', candidates)
      : (candidates[0] ?? NEW_BRANCH);
  const environments = proposeEnvironments(branches, production);
  const secrets = proposeSecrets(app, environments, project.uses);
  return { app, environments, secrets: secrets.length > 0 ? secrets : [EXAMPLE] };
}

/** The function whose code reads a secret today, or the only one, or the one that is chosen. Undefined where there is none. */
async function chosenFunction(call: CommandCall, { functions, uses }: AmplifyProject): Promise<string | undefined> {
  const names = functions.map(({ name }) => name);
  const given = textOption(call, 'function');
  if (given !== undefined) {
    if (names.includes(given)) return given;
    throw new CliError(
      'CommandUsageError',
      `There is no function "${given}" in defineBackend.`,
      names.length === 0
        ? 'Leave --function out.'
        : `Use one of: ${names.map((name) => `--function ${name}`).join(', ')}`,
    );
  }
  const reading = names.filter((name) => uses.some((use) => use.function === name));
  const [only] = reading.length > 0 ? reading : names;
  if (only === undefined || reading.length > 0 || names.length === 1) return only;
  if (canAsk(call)) return choice(call.terminal, 'Which function reads the secret?', names);
  throw new CliError(
    'ConfirmationNeededError',
    `One of ${names.length} functions gets the read, and nobody can be asked here which: ${names.join(', ')}.`,
    `Name it, for example: --function ${only}`,
  );
}

function canAsk({ terminal }: CommandCall): boolean {
  return terminal.isInteractive && codingAgent(terminal.variables) === undefined;
}

function refuseOccupied({ folder, declaration }: AmplifyProject): void {
  if (!existsSync(join(folder, declaration))) return;
  throw new CliError(
    'NotPossibleError',
    `"${declaration}" must be free for the declaration of the secrets, and is another file.`,
    'Move that file, or choose another place in package.json: "amplifySecrets": { "declaration": "amplify/app-secrets/resource.ts" }',
  );
}

/** The texts of .gitignore above a folder in its repository, the root's first. */
function ignoreFilesAbove(folder: string): readonly string[] {
  const root = repositoryOf(folder);
  if (root === undefined || root === folder) return [];
  const parent = dirname(folder);
  const text = textOf(join(parent, '.gitignore'));
  return [...ignoreFilesAbove(parent), ...(text === undefined ? [] : [text])];
}

function coloured({ terminal }: CommandCall, diff: string): string {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('+')) return terminal.styleData('green', line);
      return line.startsWith('-') ? terminal.styleData('red', line) : line;
    })
    .join('\n');
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
