import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { LocalAws } from '@amplify-secrets/local';

interface Options {
  /** Values go through standard input. */
  readonly input?: string;
  /** 3: `doctor` has found something. */
  readonly exitCodes?: readonly number[];
}

/** Runs `npx amplify-secrets …` on the local AWS, and returns what it printed. */
export async function runCli(
  aws: LocalAws,
  args: readonly string[],
  { input = '', exitCodes = [0] }: Options = {},
): Promise<string> {
  const { PATH, HOME } = process.env;
  // Next.js gives its type a required NODE_ENV.
  const env = { PATH, HOME, NO_COLOR: '1', ...aws.env() } as unknown as NodeJS.ProcessEnv;
  const child = execFile('npx', ['amplify-secrets', ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  if (!exitCodes.includes(code)) throw new Error(`amplify-secrets ${args.join(' ')} ended with ${code}:\n${output}`);
  return output.trim();
}
