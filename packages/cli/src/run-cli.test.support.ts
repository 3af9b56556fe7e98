import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Without what a slow machine adds: `Reading the secrets …`. */
  readonly stderr: string;
  /** Those lines. */
  readonly progress: readonly string[];
  readonly bytes: Buffer;
}

export interface CliOptions {
  readonly folder: string;
  /** Besides PATH and HOME: what `aws.env()` returns. */
  readonly variables?: Readonly<Record<string, string>>;
  /** @default nothing: an empty pipe */
  readonly stdin?: string | Uint8Array;
  /** Whether `onStart` ends stdin. @default false */
  readonly keepsStdin?: boolean;
  /** Called with the process once it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

const PROGRESS = /^[A-Z][a-z]+ing [a-z ]{2,50} …\n/gm;

/** Runs the built command line in a process of its own, with pipes, and with no variables of the caller. */
export function runCli(
  words: readonly string[],
  { folder, variables = {}, stdin, keepsStdin = false, onStart }: CliOptions,
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...words], {
      cwd: folder,
      env: { ...bareVariables(), ...variables },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A command that reads nothing may end before all is written.
    child.stdin.on('error', () => {});
    if (!keepsStdin) child.stdin.end(stdin ?? '');
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const bytes = Buffer.concat(out);
      const all = Buffer.concat(err).toString();
      const progress = all.match(PROGRESS) ?? [];
      resolve({ code, signal, bytes, stdout: bytes.toString(), stderr: all.replace(PROGRESS, ''), progress });
    });
    onStart?.(child);
  });
}

/** What a command needs of the caller's environment, and nothing that would lead to an account. */
export function bareVariables(): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
}
