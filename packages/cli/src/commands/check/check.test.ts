import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder } = testProject();
const DESCRIBES = { actions: 'secretsmanager:DescribeSecret', resources: secretArn('shop/*') };

describe('amplify-secrets check', () => {
  it('ends with 3, and names each missing secret with its command', async () => {
    aws().secrets.put('shop/staging/stripe', '{}');
    const { code, stdout, stderr } = await runCli(['check', '--env', 'staging'], {
      folder,
      variables: role(DESCRIBES),
    });
    expect(code).toBe(3);
    expect(stdout).toBe(
      'slackToken: the secret "shop/staging/slack-token" does not exist.\nkeystore: the secret "shop/staging/keystore" does not exist.\n',
    );
    expect(stderr).toContain('Resolution: npx amplify-secrets set slackToken --env staging\n');
  });

  it('ends with 0 when all have a value, and has nothing for stdout', async () => {
    for (const name of ['stripe', 'slack-token', 'keystore']) aws().secrets.put(`shop/prod/${name}`, 'x');
    const { code, stdout, stderr } = await runCli(['check', '--branch', 'main'], {
      folder,
      variables: role(DESCRIBES),
    });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('All 3 secrets of prod (branch "main") have a value.');
  });

  it('ends with 1 when these credentials may not look', async () => {
    const { code, stderr } = await runCli(['check', '--env', 'prod'], { folder, variables: role() });
    expect(code).toBe(1);
    expect(stderr).toContain('secretsmanager:DescribeSecret');
  });

  it('looks for the secrets of a preview in the own folder of its branch, then in the shared one', async () => {
    const [own, shared] = parameterFolders({ type: 'branch', namespace: 'd1a2b3', name: 'pr-7' });
    aws().parameters.put(`${own}/stripe`, '{}');
    aws().parameters.put(`${shared}/slackToken`, 'x');
    const words = ['check', '--branch', 'pr-7', '--app-id', 'd1a2b3', '--json'];
    const { code, stdout } = await runCli(words, { folder, variables: admin() });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      environment: 'preview',
      checked: 3,
      missing: [
        {
          key: 'keystore',
          name: `${own}/keystore`,
          command: 'npx amplify-secrets set keystore --branch pr-7 --app-id d1a2b3',
        },
      ],
    });
  });

  it('needs the deployment of an environment whose values are Amplify’s own', async () => {
    const { code, stderr } = await runCli(['check', '--env', 'preview'], { folder, variables: admin() });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^DeploymentNeededError: .*\nResolution: Add --branch <name>, or --shared/);
  });
});
