import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { LocalAws } from '@amplify-secrets/local';
import { repositoryRoot } from './repository.js';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `stdout`, and then `stderr`. */
  readonly output: string;
  /** What is in `stdout`, byte by byte. */
  readonly bytes: Buffer;
}

/**
 * Runs a command in a project as a user does, against the local AWS, with `input` on standard input. `amplify-secrets` is the built command
 * line, and `ampx` the project's own, which starts without npm.
 */
export async function runCommand(
  [command = '', ...words]: readonly string[],
  { aws, cwd = repositoryRoot }: { readonly aws: LocalAws; readonly cwd?: string },
  input: string | Uint8Array = '',
): Promise<CommandResult> {
  const programs: Readonly<Record<string, readonly [file: string, ...first: string[]]>> = {
    'amplify-secrets': [process.execPath, join(repositoryRoot, 'packages/cli/dist/bin.js')],
    ampx: [join(cwd, 'node_modules/.bin/ampx')],
  };
  const [file, ...first] = programs[command] ?? [command];
  const child = spawn(file, [...first, ...words], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...aws.env(),
      AWS_EC2_METADATA_DISABLED: 'true',
      AMPLIFY_DISABLE_TELEMETRY: '1',
      CI: '1',
      // As npx sets it: ampx does not start without it.
      npm_config_user_agent: 'npm/10',
    },
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [bytes, errors, code] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  const [stdout, stderr] = [bytes.toString(), errors.toString()];
  return { code, stdout, stderr, output: stdout + stderr, bytes };
}
