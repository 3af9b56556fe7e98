import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface AmpxRun {
  /** Resolves when it has printed that, or has ended. */
  readonly printed: (what: RegExp) => Promise<void>;
  /** Its whole output, when it has ended. Its exit code says nothing about the deployment. */
  readonly output: Promise<string>;
}

/** Starts the project's own `ampx`, as `npx ampx` would; ends it after four minutes. */
export function runAmpx(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): AmpxRun {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(join(folder, 'node_modules/.bin/ampx'), args, {
    cwd: folder,
    env: {
      PATH,
      HOME,
      ...environment,
      AMPLIFY_DISABLE_TELEMETRY: '1',
      CI: '1',
      // npx sets it, and ampx asks it for the package manager; started without npx it is one process, which can be ended.
      npm_config_user_agent: 'npm/10',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 240_000,
    killSignal: 'SIGKILL',
  });
  let text = '';
  const output = new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
  }
  return {
    output,
    async printed(what) {
      const seen = new Promise<void>((resolve) => {
        const look = () => what.test(text) && resolve();
        look();
        child.stdout.on('data', look);
      });
      await Promise.race([seen, output]);
    },
  };
}
