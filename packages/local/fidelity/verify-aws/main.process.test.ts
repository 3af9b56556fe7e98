import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const ACCOUNT = '210987654321';
const running: LocalAws[] = [];

afterEach(async () => {
  for (const aws of running.splice(0)) await aws.close();
});

/** The program as npm runs it; `interrupt` is looked for in what it prints. */
async function run(
  environment: Readonly<Record<string, string>>,
  onOutput: (output: string, kill: () => void) => void = () => {},
) {
  const child = spawn(process.execPath, ['--conditions=@amplify-secrets/source', '--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH ?? '', AWS_EC2_METADATA_DISABLED: 'true', ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
      onOutput(output, () => child.kill('SIGINT'));
    });
  }
  const [code] = await once(child, 'close');
  return { code: Number(code), output };
}

describe('npm run verify:aws', () => {
  it('skips with exit code 0 where no account is named', async () => {
    const { code, output } = await run({});
    expect(output).toContain('Skipped: AMPLIFY_SECRETS_VERIFY_ACCOUNT is not set.');
    expect(code).toBe(0);
  });

  it('removes what it created when it is interrupted with Ctrl-C', async () => {
    const aws = await startLocalAws({ account: ACCOUNT });
    running.push(aws);
    aws.secrets.put('one', 'of somebody else');
    const environment = { ...aws.env(), AMPLIFY_SECRETS_VERIFY_ACCOUNT: ACCOUNT };
    // Nothing is printed between the first line and the first difference, which this fault makes.
    aws.faults.add({ kind: 'error', operation: 'GetSecretValue' });
    const { code, output } = await run(environment, (text, interrupt) => {
      if (text.includes('differs:') && !text.includes('Interrupted')) interrupt();
    });
    expect(output).toContain('Interrupted: removing what was created.');
    expect(output).toContain('Every secret is removed.');
    expect(code).toBe(130);
    expect(aws.secrets.list().map(({ name }) => name)).toEqual(['one']);
    expect(aws.calls.count({ operation: 'CreateSecret', outcome: 'ok' })).toBeGreaterThan(0);
  });
});
