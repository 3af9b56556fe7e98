import { describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { CTRL_C, HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder } = testProject(undefined, { amplifySecrets: { variables: { 'stripe.webhookSecret': 'HOOK' } } });
const READS = { actions: 'secretsmanager:GetSecretValue', resources: secretArn('shop/*') };
const KEY = 'canary_key_"quoted"_0123456789';
const printing = (code: string) => ['--', process.execPath, '-e', code];

function put(environment = 'staging'): void {
  aws().secrets.put(`shop/${environment}/stripe`, JSON.stringify({ apiKey: KEY, webhookSecret: 'hook-canary-1' }));
  aws().secrets.put(`shop/${environment}/slack-token`, 'xoxb-canary-2');
  aws().secrets.put(`shop/${environment}/keystore`, Uint8Array.from([1, 2, 3]));
}

describe('amplify-secrets run', () => {
  it('gives the command the secrets as variables, named by field or as package.json says', async () => {
    put();
    const code = `const { STRIPE_API_KEY: a, HOOK: b, SLACK_TOKEN: c, KEYSTORE: d, MINE: e } = process.env;
      console.log(a === ${JSON.stringify(KEY)}, b === 'hook-canary-1', c === 'xoxb-canary-2', d, e, process.argv[1])`;
    const { stdout, code: exit } = await runCli(['run', '--env', 'staging', ...printing(code), '--', '--env'], {
      folder,
      variables: { ...role(READS), MINE: 'mine' },
    });
    expect([exit, stdout]).toEqual([0, 'true true true AQID mine --env\n']);
  });

  it('gives only what --only names, and with --no-inherit nothing else but PATH', async () => {
    put();
    const words = ['run', '--env', 'staging', '--only', 'stripe.apiKey', '--no-inherit'];
    const { stdout } = await runCli([...words, ...printing('console.log(Object.keys(process.env).sort().join())')], {
      folder,
      variables: { ...admin(), MINE: 'mine' },
    });
    expect(stdout).toBe('PATH,STRIPE_API_KEY\n');
  });

  it('redacts the values in what is piped, however the output is cut, and escaped', async () => {
    put();
    const code = `const key = process.env.STRIPE_API_KEY;
      const parts = [key.slice(0, 9), key.slice(9) + '\\n', JSON.stringify({ key }) + '\\n', encodeURIComponent(key) + '\\n', Buffer.from(key).toString('base64') + '\\n'];
      (async () => { for (const part of parts) { process.stdout.write(part); process.stderr.write(part); await new Promise((done) => setTimeout(done, 30)); } })();`;
    const { stdout, stderr } = await runCli(['run', '--env', 'staging', ...printing(code)], {
      folder,
      variables: admin(),
    });
    const marker = '[redacted by amplify-secrets]';
    expect(stdout.replace(/=+$/gm, '')).toBe(`${marker}\n{"key":"${marker}"}\n${marker}\n${marker}\n`);
    expect(stderr.replace(/=+$/gm, '')).toContain(`{"key":"${marker}"}`);
    expect(stdout + stderr).not.toContain('canary');
  });

  it.each([
    ['the code that it ends with', 'process.exit(7)', 7],
    ['128 and the signal that ends it', "process.kill(process.pid, 'SIGKILL')", 137],
  ])('ends with %s', async (_what, code, expected) => {
    put();
    const { code: exit } = await runCli(['run', '--env', 'staging', ...printing(code)], { folder, variables: admin() });
    expect(exit).toBe(expected);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes %s on to the command and to what it has started',
    async (signal) => {
      put();
      const inner = `process.on('${signal}', () => { console.log('inner'); process.exit(); }); setInterval(() => {}, 1000); console.log('ready');`;
      const outer = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' });
      process.on('${signal}', () => {}); child.on('exit', () => { console.log('outer'); process.exit(5); });`;
      const { code, stdout } = await runCli(['run', '--env', 'staging', ...printing(outer)], {
        folder,
        variables: admin(),
        onStart: (child) => child.stdout?.on('data', (chunk) => String(chunk).includes('ready') && child.kill(signal)),
      });
      expect([code, stdout]).toEqual([5, 'ready\ninner\nouter\n']);
    },
  );

  it('uses no shell, and says that a command does not exist', async () => {
    put();
    const options = { folder, variables: admin() };
    const literal = await runCli(
      ['run', '--env', 'staging', ...printing('console.log(process.argv[1])'), '$HOME;ls'],
      options,
    );
    expect(literal.stdout).toBe('$HOME;ls\n');
    const { code, stderr } = await runCli(['run', '--env', 'staging', '--', 'no-such-command'], options);
    expect(code).toBe(127);
    expect(stderr).toMatch(/^CommandNotStartedError: .*ENOENT/);
  });

  it('does not start the command when a value is missing, and ends with 3', async () => {
    const words = ['run', '--env', 'dev', '--only', 'slackToken', ...printing('console.log("ran")')];
    const { code, stdout, stderr } = await runCli(words, { folder, variables: admin() });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('Resolution: Set it: npx amplify-secrets set slackToken --env dev');
  });

  it('asks for the name of production', async () => {
    put('prod');
    const words = ['run', '--branch', 'main'];
    expect((await runCli([...words, ...printing('')], { folder, variables: admin() })).code).toBe(4);
    const confirmed = [...words, '--confirm', 'prod', ...printing('')];
    expect((await runCli(confirmed, { folder, variables: admin() })).code).toBe(0);
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets run on a terminal', () => {
  it('leaves the terminal to the command, and ends as it does after Ctrl-C', async () => {
    put();
    const code = `console.log([process.stdout.isTTY, process.stdin.isTTY, process.env.SLACK_TOKEN].join(' '));
      process.on('SIGINT', () => { console.log('once'); setTimeout(() => process.exit(9), 200); }); setInterval(() => {}, 1000); console.log('ready');`;
    const words = ['run', '--env', 'staging', ...printing(code)];
    const steps = [{ expect: 'ready', type: CTRL_C }];
    const { code: exit, screen } = await runOnTerminal(words, steps, { folder, variables: admin() });
    expect(exit).toBe(9);
    expect(screen).toContain('true true xoxb-canary-2');
    expect(screen.split('once')).toHaveLength(2);
  });
});
