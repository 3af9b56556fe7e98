import { spawn } from 'node:child_process';
import type { SynthesisFailure } from './synthesis-runner.js';

/** How the child process ended. */
export interface SynthesisRun {
  /** Absent where every synthesis succeeded. */
  readonly failure?: SynthesisFailure;
  readonly output: string;
}

interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
}

/** Runs Node.js with the runner's program. */
export function runSynthesis({ args, cwd, env, signal: ending }: Command): Promise<SynthesisRun> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...(ending && { signal: ending }),
    });
    const output: string[] = [];
    let failure: SynthesisFailure | undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
    }
    // The only sender is our own runner.
    child.on('message', (message: SynthesisFailure) => {
      failure = message;
    });
    child.on('error', (error) => {
      // Its end follows.
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', (code, signal) => {
      const message = `it ended with ${signal ?? `exit code ${code}`}`;
      const ended = code === 0 ? undefined : { job: 0, fault: { name: 'Error', message } };
      const found = failure ?? ended;
      settle({ output: output.join(''), ...(found !== undefined && { failure: found }) });
    });
  });
}
