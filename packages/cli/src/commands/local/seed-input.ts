import { resolve } from 'node:path';
import { type SecretSet, shellLine } from '@amplify-secrets/runtime/contract';
import type { Project } from '../../declaration/project.js';
import { CliError } from '../../errors/cli-error.js';
import { NO_SEEDS, type Seeds, seedsIn } from '../../local-aws/seed-file.js';
import { type CommandCall, textOption } from '../command.js';
import { realPathOf } from '../export/private-file.js';
import { gitState } from '../git-state.js';
import { localOutput } from './local-output.js';
import { readText } from './text-file.js';

/**
 * Reads the seed file at once, and its values with each declaration.
 *
 * @throws {FileTrackedError} When git tracks the file.
 * @throws {InputInvalidError} When it cannot be read.
 */
export function readSeedFile(call: CommandCall): (set: SecretSet, project: Project) => Seeds {
  const name = textOption(call, 'seed');
  if (name === undefined) return () => NO_SEEDS;
  const file = realPathOf(resolve(call.folder, name));
  if (gitState(file, call.terminal.variables) === 'tracked') {
    throw new CliError(
      'FileTrackedError',
      `"${name}" is tracked by git, which keeps the values in its history.`,
      shellLine`Use a file that git ignores, or take it out of git: git rm --cached ${name}`,
    );
  }
  const content = readText(file, name);
  const output = localOutput(call.terminal);
  let isNoted = false;
  return (set, { settings }) => {
    const seeds = seedsIn(content, set, settings.variables);
    if (!isNoted) output.unusedSeeds(name, seeds.unused);
    isNoted = true;
    return seeds;
  };
}
