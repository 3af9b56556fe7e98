import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment } from '../programs/run-program.js';

/** Milliseconds. */
export interface CommandTime {
  /** From the start of the process to its end, as somebody at a terminal waits. */
  readonly wall: number;
  /** Of all its threads. */
  readonly processor: number;
}

const STOPWATCH = new URL('../synthesis/stopwatch.js', import.meta.url).href;

/** Runs a program of Node.js to its end, as npx does. */
export async function timeCommand(
  [program = '', ...words]: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandTime> {
  const working = mkdtempSync(join(tmpdir(), 'amplify-secrets-bench-'));
  const file = join(working, 'stopwatch.json');
  try {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', STOPWATCH, program, ...words], {
      cwd: folder,
      // ampx asks this variable which package manager to name.
      env: { ...bareEnvironment(), npm_config_user_agent: 'npm/10', CI: '1', STOPWATCH_FILE: file, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const printed: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const wall = performance.now() - start;
    if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}:\n${printed.join('')}`);
    const { processor }: CommandTime = JSON.parse(readFileSync(file, 'utf8'));
    return { wall, processor };
  } finally {
    rmSync(working, { recursive: true });
  }
}
