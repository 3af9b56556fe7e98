import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { redactStream } from '../../engine/redact-stream.js';
import { CliError } from '../../errors/cli-error.js';
import { codeOf, withForwarding } from '../../terminal/signals.js';
import type { CommandCall } from '../command.js';

const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
// A terminal sends these to every process in front of it.
const OF_THE_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Runs a command without a shell, and resolves with the code that it ends with, or 128 and the number of the signal that ended it. A
 * terminal is passed on as it is; in other output the values are redacted.
 */
export function runChild(
  [command = '', ...words]: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  values: readonly string[],
  { terminal: { stdin, stdout, stderr }, folder }: Pick<CommandCall, 'terminal' | 'folder'>,
): Promise<number> {
  const isOnTerminal = stdin.isTTY === true;
  const child = spawn(command, words, {
    cwd: folder,
    env: variables,
    stdio: ['inherit', stdout.isTTY ? 'inherit' : 'pipe', stderr.isTTY ? 'inherit' : 'pipe'],
    // A process group of its own, which a signal reaches as a whole. On a terminal it has to stay in front of it.
    detached: !isOnTerminal && process.platform !== 'win32',
    windowsHide: true,
  });
  const passed = Promise.all([pass(child.stdout, stdout, values), pass(child.stderr, stderr, values)]);

  const forward = (signal: NodeJS.Signals) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (isOnTerminal) {
      if (!OF_THE_TERMINAL.includes(signal)) child.kill(signal);
      return;
    }
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has just ended.
    }
  };
  return withForwarding(
    forward,
    () =>
      new Promise((resolve, reject) => {
        child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(command, error)));
        child.once('close', (code, signal) => {
          passed.then(() => resolve(signal === null ? (code ?? 1) : codeOf(signal)), reject);
        });
      }),
  );
}

/** Resolves when everything has been passed on. */
async function pass(from: Readable | null, to: NodeJS.WriteStream, values: readonly string[]): Promise<void> {
  if (from === null) return;
  const redacting = redactStream(values);
  from.pipe(redacting).pipe(to, { end: false });
  await finished(redacting);
}

function notStarted(command: string, { code }: NodeJS.ErrnoException): CliError {
  return new CliError(
    'CommandNotStartedError',
    `The command "${command}" could not be started (${code ?? 'unknown error'}).`,
    'There is no shell in between: name a program, and for a line of shell write: -- sh -c "…"',
    code === 'EACCES' ? NOT_EXECUTABLE : NOT_FOUND,
  );
}
