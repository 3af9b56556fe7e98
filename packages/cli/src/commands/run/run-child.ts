import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type OutputRedactor, redactStream } from '../../engine/redact-stream.js';
import { CliError } from '../../errors/cli-error.js';
import { codeOf, withForwarding } from '../../terminal/signals.js';
import type { CommandCall } from '../command.js';

const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
// A terminal sends these to every process in front of it.
const OF_THE_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Runs a command without a shell, and resolves with the code that it ends with, or 128 and the number of the signal that ended it. A
 * terminal is passed on as it is; in other output the values are redacted, where there is a redactor.
 */
export function runChild(
  [command = '', ...words]: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  redactor: OutputRedactor | undefined,
  { terminal: { stdin, stdout, stderr }, folder }: Pick<CommandCall, 'terminal' | 'folder'>,
): Promise<number> {
  const isOnTerminal = [stdin, stdout, stderr].some(({ isTTY }) => isTTY === true);
  // A question may have left it open, and from here on the child reads it.
  stdin.pause();
  const child = spawn(command, words, {
    cwd: folder,
    env: variables,
    stdio: ['inherit', stdioFor(stdout, redactor), stdioFor(stderr, redactor)],
    // A process group of its own, which a signal reaches as a whole. On a terminal it has to stay in front of it.
    detached: !isOnTerminal && process.platform !== 'win32',
    windowsHide: true,
  });
  const [out, err] = [pass(child.stdout, stdout, redactor), pass(child.stderr, stderr, redactor)];

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
  // Whoever reads no more does not read what the child writes either.
  const closed = (output: NodeJS.WriteStream) => (output === stdout ? out : err).stop();
  return withForwarding(
    { signal: forward, closed },
    () =>
      new Promise((resolve, reject) => {
        child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(command, error)));
        child.once('close', (code, signal) => {
          const passed = Promise.all([out.passed, err.passed]);
          passed.then(() => resolve(signal === null ? (code ?? 1) : codeOf(signal)), reject);
        });
      }),
  );
}

function stdioFor({ isTTY }: NodeJS.WriteStream, redactor: OutputRedactor | undefined): 'inherit' | 'pipe' {
  return isTTY || redactor === undefined ? 'inherit' : 'pipe';
}

/** Passes on what the child writes, where that is not the terminal's. `passed` resolves when all has been, or when it was stopped. */
function pass(from: Readable | null, to: NodeJS.WriteStream, redactor: OutputRedactor | undefined) {
  if (from === null || redactor === undefined) return { passed: Promise.resolve(), stop: () => {} };
  const redacting = redactStream(redactor);
  const passed = new Promise<void>((resolve) => void redacting.once('close', resolve));
  from.pipe(redacting).pipe(to, { end: false });
  return {
    passed,
    stop() {
      from.destroy();
      redacting.destroy();
    },
  };
}

function notStarted(command: string, { code }: NodeJS.ErrnoException): CliError {
  return new CliError(
    'CommandNotStartedError',
    `The command "${command}" could not be started (${code ?? 'unknown error'}).`,
    'There is no shell in between: name a program, and for a line of shell write: -- sh -c "…"',
    code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE,
  );
}
