import { spawn } from 'node:child_process';
import type { SynthesisFault } from './synthesis-runner.js';

/** How the child process ended. */
export interface SynthesisRun {
  /** Absent where the synthesis succeeded. */
  readonly fault?: SynthesisFault;
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
    let fault: SynthesisFault | undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
    }
    // The only sender is our own runner.
    child.on('message', (message: { fault: SynthesisFault }) => {
      fault = message.fault;
    });
    child.on('error', (error) => {
      // Its end follows.
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', (code, signal) => {
      const ended =
        code === 0 ? undefined : { name: 'Error', message: `it ended with ${signal ?? `exit code ${code}`}` };
      const reason = fault ?? ended;
      settle({ output: output.join(''), ...(reason !== undefined && { fault: reason }) });
    });
  });
}
