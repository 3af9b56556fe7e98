import { describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, role } = testAws();
const { folder } = testProject();
const actions = ['GetSecretValue', 'ListSecretVersionIds', 'UpdateSecretVersionStage'];
const ROLLS_BACK = { actions: actions.map((action) => `secretsmanager:${action}`), resources: secretArn('shop/*') };

describe('amplify-secrets history and rollback', () => {
  it('shows the versions, and makes the previous value the current one', async () => {
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"canary-a","webhookSecret":"w"}');
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"canary-b","webhookSecret":"w"}');
    const options = { folder, variables: role(ROLLS_BACK) };
    const before = await runCli(['history', 'stripe', '--env', 'staging', '--json'], options);
    const stages = ({ stdout }: { stdout: string }) =>
      Object.fromEntries(
        JSON.parse(stdout).versions.map(({ version, stages: [stage] }: { version: string; stages: string[] }) => [
          stage,
          version,
        ]),
      );
    const unasked = await runCli(['rollback', 'stripe', '--env', 'staging'], options);
    expect(unasked.code).toBe(4);
    expect(unasked.stderr).toContain('changed apiKey; unchanged webhookSecret.');
    const { code, stderr } = await runCli(['rollback', 'stripe', '--env', 'staging', '--yes'], options);
    expect(code).toBe(0);
    const after = await runCli(['history', 'stripe', '--env', 'staging', '--json'], options);
    expect(stages(after)).toEqual({ AWSCURRENT: stages(before).AWSPREVIOUS, AWSPREVIOUS: stages(before).AWSCURRENT });
    expect(stderr + unasked.stderr + before.stdout).not.toContain('canary');
    const table = await runCli(['history', 'stripe', '--env', 'staging'], options);
    expect(table.stdout).toMatch(
      /^version +created \(UTC\) +stages\n[0-9a-f-]{36} {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}AWS/,
    );
  });
});
