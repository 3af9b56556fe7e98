import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { LocalAws } from '@amplify-secrets/local';

/** `npx amplify-secrets set momentoToken - --env prod --confirm prod`, on the local AWS. The value goes through standard input. */
export async function setToken(aws: LocalAws, token: string): Promise<string> {
  const { PATH, HOME } = process.env;
  const child = execFile('npx', ['amplify-secrets', 'set', 'momentoToken', '-', '--env', 'prod', '--confirm', 'prod'], {
    env: { PATH, HOME, NO_COLOR: '1', ...aws.env() },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  child.stdin?.end(token);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`amplify-secrets set ended with ${code}:\n${output}`);
  return output.trim();
}
