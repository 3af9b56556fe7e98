import { createRequire } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { shellLine } from '@amplify-secrets/runtime/contract';
import { findAmplifyFolders, onlyFolder } from '../../amplify-project/find-amplify-folder.js';
import { packageManagerOf } from '../../amplify-project/package-manager.js';
import { type AmplifyProject, readAmplifyProject, textOf } from '../../amplify-project/read-amplify-project.js';
import { loadDeclaration } from '../../declaration/load-declaration.js';
import type { LeftLines } from '../../engine/left-lines.js';
import { defaultBranches } from '../../engine/migrate/default-branches.js';
import { handlersToChange } from '../../engine/migrate/handlers-to-change.js';
import { type Migration, migrateProject } from '../../engine/migrate/migrate-project.js';
import { ENTRY } from '../../engine/migrate/synthesize-backends.js';
import { type NextStep, stepsAfterMigration } from '../../engine/next-steps.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { unifiedDiff } from '../../source/unified-diff.js';
import { writeFiles } from '../../source/write-files.js';
import { withProgress } from '../../terminal/progress.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { printJson } from '../print-json.js';
import { printLeft, printSteps } from '../print-steps.js';
import { migrationData, printMigration } from './print-migration.js';
import { uncommittedFiles } from './uncommitted-files.js';

export async function migrate(call: CommandCall): Promise<number> {
  const { terminal } = call;
  const folder = onlyFolder(findAmplifyFolders(call.folder), call.folder);
  checkInstalled(folder);
  const project = readAmplifyProject(folder);
  // Before the synthesis, which takes long.
  if (flagOption(call, 'write')) refuseUncommitted(call, folder, [ENTRY]);
  const declared = await declaredIn(call, project);
  const migration = await withProgress(terminal, 'Synthesising the backend before and after', async () => {
    const branches = branchesOf(call) ?? defaultBranches(declared?.set, project.production);
    return migrateProject(project, { declared, branches, repairs: flagOption(call, 'repair') });
  });
  const writes = flagOption(call, 'write') && migration.changes.length > 0;
  if (writes) write(call, folder, migration);
  const diff = unifiedDiff(migration.changes);
  const handlers = declared === undefined ? [] : handlersToChange(project, declared, migration.changes);
  if (flagOption(call, 'json')) printJson(terminal, { ...migrationData(migration, diff, writes), handlers });
  else {
    if (diff !== '') terminal.exact(diff.replace(/\n$/, ''));
    printMigration(call, migration, writes);
    printLeft(terminal, handlers);
    if (writes) printSteps(terminal, nextOf(folder, migration, handlers));
  }
  return migration.changes.length === 0 || writes ? EXIT.done : EXIT.differs;
}

function nextOf(folder: string, { references, left }: Migration, handlers: readonly LeftLines[]): readonly NextStep[] {
  const keys = [...new Set(references.map(({ key }) => key))];
  return stepsAfterMigration(
    packageManagerOf(folder),
    keys,
    left.map(({ place }) => place),
    handlers.map(({ file }) => file),
  );
}

function write(call: CommandCall, folder: string, { changes }: Migration): void {
  refuseUncommitted(
    call,
    folder,
    changes.map(({ path }) => path),
  );
  writeFiles(folder, changes);
}

function refuseUncommitted(call: CommandCall, folder: string, paths: readonly string[]): void {
  const uncommitted = flagOption(call, 'force') ? [] : uncommittedFiles(folder, paths, call.terminal.variables);
  if (uncommitted.length > 0) {
    throw new CliError(
      'NotPossibleError',
      `Nothing was written: ${uncommitted.join(', ')} ${uncommitted.length === 1 ? 'has' : 'have'} changes that are not committed.`,
      `Commit first: ${commitLine(uncommitted)}; or add --force.`,
    );
  }
}

/** Also of files that git does not track yet, as those that `init` has written. */
function commitLine(paths: readonly string[]): string {
  const files = paths.map((path) => shellLine`${path}`).join(' ');
  return `git add -- ${files} && git commit -m 'Before the migration' -- ${files}`;
}

/** The changed backend imports the kit. */
function checkInstalled(folder: string): void {
  try {
    createRequire(join(folder, 'amplify/backend.ts')).resolve('@amplify-secrets/backend/package.json');
  } catch {
    throw new CliError(
      'NotPossibleError',
      'The package @amplify-secrets/backend, which the grants come from, must be installed in the project.',
      'npm install --save-dev @amplify-secrets/backend',
    );
  }
}

/** A project without a declaration gets grants by name. */
async function declaredIn(call: CommandCall, { folder, declared }: AmplifyProject) {
  const given = textOption(call, 'declaration');
  const file = given === undefined ? declared && join(folder, declared) : resolve(call.folder, given);
  if (file === undefined) return undefined;
  const set = await loadDeclaration(file);
  const [, exported = 'secrets'] = /export const (\w+) = defineSecrets\(/.exec(textOf(file) ?? '') ?? [];
  return { set, path: relative(folder, file).split(sep).join('/'), exported };
}

function branchesOf(call: CommandCall): readonly string[] | undefined {
  const branches = textOption(call, 'branches')
    ?.split(',')
    .map((each) => each.trim());
  if (branches === undefined || branches.every((each) => each !== '')) return branches;
  throw new CliError(
    'CommandUsageError',
    'Option --branches must be a list of branch patterns, and has an empty one.',
    'Write, for example: --branches main,release/*,sandbox',
  );
}
