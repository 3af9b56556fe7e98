import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
  /** Milliseconds until the process is ended, and the run has failed. @default 120000 */
  readonly limit?: number;
}

/** Runs one of the measured programs in a process of its own. Its result is the JSON that it writes to standard output. */
export function runProgram<Result>(
  name: string,
  programArguments: readonly unknown[],
  { env = {}, nodeArguments = [], limit = 120_000 }: RunOptions = {},
): Promise<Result> {
  const program = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [...nodeArguments, program, ...programArguments.map(String)], {
    env: { ...bareEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(JSON.parse(output));
      else reject(new Error(`${name} ${programArguments.join(' ')} ended with ${signal ?? `exit code ${code}`}.`));
    });
  });
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
