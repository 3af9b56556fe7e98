import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { LocalAws } from '@amplify-secrets/local';

/** Runs `npx amplify-secrets …` on the local AWS, and returns what it printed. Values go through standard input. */
export async function runCli(aws: LocalAws, args: readonly string[], input = ''): Promise<string> {
  const { PATH, HOME } = process.env;
  const child = execFile('npx', ['amplify-secrets', ...args], {
    env: { PATH, HOME, NO_COLOR: '1', ...aws.env(), NODE_ENV: 'production' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`amplify-secrets ${args.join(' ')} ended with ${code}:\n${output}`);
  return output.trim();
}
