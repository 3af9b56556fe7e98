import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
  /** Milliseconds until the process is ended, and the run has failed. @default 120000 */
  readonly limit?: number;
}

// Tests run from the sources, benchmarks from what was built.
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const FROM_SOURCES = EXTENSION === 'ts' ? ['--conditions=@amplify-secrets/source', '--import', 'tsx'] : [];

/** Runs a program of this package (`programs/hits`) in its own process. Its result is the JSON that it writes to standard output. */
export async function runProgram<Result>(
  name: string,
  programArguments: readonly unknown[],
  { env = {}, nodeArguments = [], limit = 120_000 }: RunOptions = {},
): Promise<Result> {
  const program = fileURLToPath(new URL(`../${name}.${EXTENSION}`, import.meta.url));
  const child = spawn(process.execPath, [...FROM_SOURCES, ...nodeArguments, program, ...programArguments.map(String)], {
    env: { ...bareEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const ended = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  clearTimeout(timer);
  if (ended === 'exit code 0') return JSON.parse(output.stdout);
  throw new Error(`${name} ${programArguments.join(' ')} ended with ${ended}.\n${output.stderr}`);
}

/** Nothing of the caller's AWS configuration reaches what is measured. */
export function bareEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return {
    PATH,
    HOME,
    NODE_NO_WARNINGS: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Ends the process although a peer's timer still runs; writes to a pipe are not yet done when `write` returns. */
export function finish(result: unknown): void {
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}
