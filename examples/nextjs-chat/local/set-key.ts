import type { LocalAws } from '@amplify-secrets/local';
import { runCli } from './run-cli.js';

/** `npx amplify-secrets set openai - --env prod --confirm prod`, on the local AWS. The value goes through standard input. */
export function setKey(aws: LocalAws, key: string): Promise<string> {
  return runCli(
    aws,
    ['set', 'openai', '-', '--env', 'prod', '--confirm', 'prod'],
    JSON.stringify({ OPENAI_API_KEY: key }),
  );
}
