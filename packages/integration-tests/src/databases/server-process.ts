import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// nobody and nogroup on Debian: PostgreSQL refuses to run as root.
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

// Its standard input ends with this process, however that ends: then the server does too, and its folder goes.
const GUARDED = `
folder=$1; shift
"$@" </dev/null & server=$!
(while read -r _; do :; done; kill -KILL $server) <&3 &
guard=$!
wait $server
rm -rf "$folder"
kill $guard 2>/dev/null
`;

/** A folder of a server's own, which an unprivileged user may write to. */
export interface ServerFolder {
  readonly path: string;
  /** A file that nobody else reads. */
  file(name: string, content: string): string;
  /** Runs a program to its end, as an unprivileged user. */
  run(program: string, args: readonly string[]): void;
  /** Starts a server, which ends with this process at the latest. The folder is removed after it. */
  start(program: string, args: readonly string[]): ServerProcess;
}

export interface ServerProcess {
  /** What it has printed. */
  output(): string;
  readonly hasEnded: boolean;
  close(): Promise<void>;
}

export function makeServerFolder(kind: string): ServerFolder {
  const path = mkdtempSync(join(tmpdir(), `amplify-secrets-${kind}-`));
  own(path, 0o700);
  return {
    path,
    file(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      own(file, 0o600);
      return file;
    },
    run(program, args) {
      const [command = '', ...rest] = unprivileged(program, args);
      const { status, stdout, stderr, error } = spawnSync(command, rest, { encoding: 'utf8', cwd: path });
      if (status !== 0) throw new Error(`${program} failed: ${error ?? ''}${stdout}${stderr}`);
    },
    start: (program, args) => startIn(path, unprivileged(program, args)),
  };
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return address.port;
}

function startIn(path: string, command: readonly string[]): ServerProcess {
  const child: ChildProcess = spawn('/bin/sh', ['-c', GUARDED, 'sh', path, ...command], {
    cwd: path,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let output = '';
  const note = (text: Buffer) => {
    output += text;
  };
  child.stdout?.on('data', note);
  child.stderr?.on('data', note);
  const guard = child.stdio[3];
  return {
    output: () => output,
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    async close() {
      guard?.destroy();
      await ended;
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function unprivileged(program: string, args: readonly string[]): readonly string[] {
  if (!isRoot) return [program, ...args];
  return ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', program, ...args];
}

function own(path: string, mode: number): void {
  chmodSync(path, mode);
  if (isRoot) chownSync(path, NOBODY, NOBODY);
}
