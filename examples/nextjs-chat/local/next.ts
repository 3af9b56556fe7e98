import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** A server of Next.js, and what it has printed. */
export interface NextServer {
  readonly url: string;
  logs(): string;
  close(): Promise<void>;
}

type Mode = 'production' | 'development';

const NEXT = 'node_modules/next/dist/bin/next';

/** `next build`, without a credential and without a value in its environment. Returns what it printed. */
export async function buildNext(folder = '.'): Promise<string> {
  const child = start([NEXT, 'build', folder], {}, '.', 'production');
  const output = collect(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`next build ended with ${code}:\n${output()}`);
  return output();
}

/** `next start` on a free port of 127.0.0.1, with these variables and no others. */
export async function startNext(env: Readonly<Record<string, string>>, folder = '.'): Promise<NextServer> {
  return serve([NEXT, 'start', folder, '-H', '127.0.0.1', '-p', '0'], env, '.', 'production');
}

/** Starts a program that starts Next.js, and resolves as soon as that says where it is. */
export async function serve(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  mode: Mode,
): Promise<NextServer> {
  const child = start(args, env, cwd, mode);
  const output = collect(child);
  const close = async () => {
    process.off('exit', kill);
    if (child.exitCode === null && child.signalCode === null) {
      const timeout = setTimeout(kill, 30_000);
      child.kill('SIGTERM');
      await once(child, 'close');
      clearTimeout(timeout);
    }
  };
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const deadline = Date.now() + 300_000;
  for (;;) {
    const [, url] = /Local: +(http:\S+)/.exec(output()) ?? [];
    if (url !== undefined && /Ready in/.test(output())) {
      return { url, logs: output, close };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      await close();
      throw new Error(`Next.js did not start:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  NODE_ENV: Mode,
): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, args, {
    cwd,
    env: { PATH, HOME, NEXT_TELEMETRY_DISABLED: '1', ...env, NODE_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function collect(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  return () => stripVTControlCharacters(output);
}
