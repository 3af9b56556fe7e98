import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder, write } = testProject();
const LISTS = [
  { actions: 'secretsmanager:DescribeSecret', resources: secretArn('shop/*') },
  { actions: ['secretsmanager:ListSecrets', 'ssm:DescribeParameters'], resources: '*' },
];
const VALUE = 'canary-of-list';

describe('amplify-secrets list', () => {
  it('shows environments × secrets, and what is not declared, with the permission to describe alone', async () => {
    aws().secrets.put('shop/prod/stripe', VALUE);
    aws().secrets.put('shop/staging/forgotten', VALUE);
    aws().secrets.put('shopping/prod/other-app', VALUE);
    const { code, stdout, stderr } = await runCli(['list'], { folder, variables: role(...LISTS) });
    expect(code).toBe(0);
    const [titles = '', ...rows] = stdout.split('\n');
    expect(titles.split(/\s+/)).toEqual(['secret', 'prod', 'staging', 'preview', 'dev', 'sandbox']);
    expect(rows[0]).toMatch(/^stripe +set [0-9a-f]{8} 0 min +missing +- +missing +missing$/);
    expect(stdout).toMatch(/Not declared:\n {2}shop\/staging\/forgotten \(set [0-9a-f]{8} 0 min\)\n$/);
    expect(stdout).not.toContain('other-app');
    expect(stderr).toContain('preview was not looked at');
    expect(stdout + stderr).not.toContain(VALUE);
    expect(aws().calls.matching({ operation: 'GetSecretValue' })).toEqual([]);
  });

  it('shows one environment in detail, with who reads it by the last synthesis', async () => {
    write(
      '.amplify/artifacts/cdk.out/access-report.json',
      JSON.stringify({
        title: 'branch "main"',
        principals: [{ id: 'p', name: 'stripe-webhook' }],
        secrets: [{ places: [{ name: 'shop/prod/stripe', access: [{ principal: 'p', allowed: ['read'] }] }] }],
      }),
    );
    aws().secrets.put('shop/prod/stripe', VALUE);
    const { stdout } = await runCli(['list', 'str*', '--env', 'prod'], { folder, variables: admin() });
    expect(stdout).toMatch(/^secret +state +version +changed +rotation +name +read by$/m);
    expect(stdout).toMatch(/^stripe +set +\w{8} +\d+ min ago +- +shop\/prod\/stripe +stripe-webhook$/m);
    expect(stdout).toContain('"read by" is from the last synthesis, of branch "main".');
    expect(stdout).not.toContain('slackToken');
  });

  it('lists without who reads it, and says why, when the report of the last synthesis cannot be read', async () => {
    write('.amplify/artifacts/cdk.out/access-report.json', '{"title"');
    const { code, stdout, stderr } = await runCli(['list', '--env', 'prod'], { folder, variables: admin() });
    expect([code, stdout.includes('shop/prod/stripe')]).toEqual([0, true]);
    expect(stderr).toMatch(/access-report\.json could not be read: it is not valid JSON\. .*npx ampx sandbox --once/);
  });

  it('lists the secrets of a sandbox where ampx keeps them, shared ones too', async () => {
    const sandbox = { type: 'sandbox', namespace: 'shop-web', name: 'ana' } as const;
    const [own, shared] = parameterFolders(sandbox);
    aws().parameters.put(`${own}/stripe`, VALUE);
    aws().parameters.put(`${shared}/slackToken`, VALUE);
    const { stdout } = await runCli(['list', '--identifier', 'ana', '--json'], { folder, variables: role(...LISTS) });
    const { secrets } = JSON.parse(stdout);
    expect(secrets).toMatchObject([
      { secret: 'stripe', environments: { sandbox: { state: 'set', name: `${own}/stripe`, isShared: false } } },
      {
        secret: 'slackToken',
        environments: { sandbox: { state: 'set', name: `${shared}/slackToken`, isShared: true } },
      },
      { secret: 'keystore', environments: { sandbox: { state: 'missing' } } },
    ]);
    expect(stdout).not.toContain(VALUE);
  });

  it('says that undeclared secrets are not listed without the permission to list, and lists the others', async () => {
    const variables = role({ actions: 'secretsmanager:DescribeSecret', resources: secretArn('shop/*') });
    const { code, stdout, stderr } = await runCli(['list', '--env', 'dev'], { folder, variables });
    expect([code, stdout.match(/ missing /g)?.length]).toEqual([0, 3]);
    expect(stderr).toContain('secretsmanager:ListSecrets');
  });

  it('lists 50 secrets in 4 environments in as many rounds as connections allow', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `secret${index}`);
    const large = testProjectOf(keys);
    aws().calls.clear();
    const { code } = await runCli(['list'], { folder: large, variables: admin() });
    expect(code).toBe(0);
    const described = aws().calls.matching({ operation: 'DescribeSecret' });
    // One call for each secret of the three environments in AWS Secrets Manager, one list, one look at the sandbox's two folders.
    expect(described).toHaveLength(150);
    expect(aws().calls.count({ operation: 'ListSecrets' })).toBe(1);
    expect(aws().calls.count({ operation: 'DescribeParameters' })).toBeLessThanOrEqual(4);
  });
});

function testProjectOf(keys: readonly string[]): string {
  const secrets = keys.map((key) => `${key}: textSecret()`).join(', ');
  write(
    'amplify/secrets/large.ts',
    `import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({
  app: 'large', environments: { prod: 'main', staging: 'staging', dev: '*' }, secrets: { ${secrets} },
});`,
  );
  write(
    'large/package.json',
    JSON.stringify({ name: 'large', amplifySecrets: { declaration: '../amplify/secrets/large.ts' } }),
  );
  return `${folder}/large`;
}
