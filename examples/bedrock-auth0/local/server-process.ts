import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that was started, and what it has printed. */
export interface ServerProcess {
  readonly pid: number;
  output(): string;
  readonly exitCode: number | null;
  readonly hasEnded: boolean;
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

export function startProcess(
  program: string,
  args: readonly string[],
  // Next.js gives this type a required NODE_ENV, which it sets itself.
  env: Readonly<Record<string, string | undefined>>,
  signal: NodeJS.Signals,
): ServerProcess {
  const child: ChildProcess = spawn(program, args, {
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  // Also where this process ends without closing it.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    get exitCode() {
      return child.exitCode;
    },
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    ended,
    async close() {
      process.off('exit', kill);
      const timeout = setTimeout(() => child.kill('SIGKILL'), 30_000);
      child.kill(signal);
      await ended;
      clearTimeout(timeout);
    },
  };
}

/** Resolves as soon as `isReady` does; rejects with what it printed when the program has ended, or after two minutes. */
export async function untilReady(server: ServerProcess, isReady: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      await isReady();
      return;
    } catch (error) {
      if (server.hasEnded || Date.now() > deadline) {
        await server.close();
        throw new Error(`The program did not start:\n${server.output()}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
