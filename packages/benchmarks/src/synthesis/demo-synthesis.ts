import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment } from '../programs/run-program.js';
import type { StackTime } from './plain-stack.js';

const STOPWATCH = new URL('./stopwatch.js', import.meta.url).href;

/**
 * Synthesises a copy of the demo as a branch, as `ampx` does, in its own process: from the start of that process to its end, the
 * loading of CDK and the bundling of every function included.
 */
export async function synthesizeDemo(folder: string): Promise<StackTime> {
  const working = mkdtempSync(join(tmpdir(), 'synthesis-'));
  const file = join(working, 'stopwatch.json');
  try {
    const child = spawn(process.execPath, ['--import', STOPWATCH, '--import', 'tsx', 'amplify/backend.ts'], {
      cwd: folder,
      env: {
        ...bareEnvironment(),
        STOPWATCH_FILE: file,
        AMPLIFY_DISABLE_TELEMETRY: '1',
        CI: '1',
        AWS_REGION: 'us-east-1',
        CDK_OUTDIR: join(working, 'cdk.out'),
        CDK_CONTEXT_JSON: JSON.stringify({
          'amplify-backend-type': 'branch',
          'amplify-backend-namespace': 'd1a2b3c4',
          'amplify-backend-name': 'main',
        }),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const printed: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) throw new Error(`The synthesis in ${folder} ended with exit code ${code}:\n${printed.join('')}`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(working, { recursive: true });
  }
}
