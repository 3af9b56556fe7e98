import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { testProject } from '../project.test.support.js';
import { CTRL_C, HAS_PTY, runOnTerminal } from '../pseudo-terminal.test.support.js';
import { runCli } from '../run-cli.test.support.js';

const { aws, admin } = testAws();
const { folder } = testProject();
const CANARY = 'canary-0123456789';

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends an export while it reads, and leaves no file behind: %s', async (signal, expected) => {
    aws().secrets.put('shop/staging/slack-token', CANARY);
    const fault = aws().faults.add({ kind: 'hang', operation: 'GetSecretValue' });
    const words = ['export', '.env.signal', '--env', 'staging', '--only', 'slackToken'];
    const { code, stdout, stderr } = await runCli(words, {
      folder,
      variables: admin(),
      onStart: (child) =>
        child.stderr?.on('data', (chunk) => String(chunk).includes('Reading the secrets') && child.kill(signal)),
    });
    fault.remove();
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toContain('Interrupted.');
    expect(readdirSync(folder).filter((name) => /tmp$|signal/.test(name))).toEqual([]);
  });
});

describe.skipIf(!HAS_PTY)('Ctrl-C', () => {
  it('ends a command that waits for AWS with 130, and takes its line of progress away', async () => {
    aws().secrets.put('shop/staging/slack-token', CANARY);
    const fault = aws().faults.add({ kind: 'hang', operation: 'GetSecretValue' });
    const words = ['get', 'slackToken', '--env', 'staging'];
    const steps = [{ expect: 'Reading the secret …', type: CTRL_C }];
    const { code, unmet } = await runOnTerminal(words, steps, { folder, variables: admin() });
    fault.remove();
    expect([code, unmet]).toEqual([130, []]);
  });
});
