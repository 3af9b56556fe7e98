import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { testProject } from '../project.test.support.js';
import { CTRL_C, HAS_PTY, runOnTerminal } from '../pseudo-terminal.test.support.js';

const { aws, admin } = testAws();
const { folder } = testProject();
const CANARY = 'canary-0123456789';

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
