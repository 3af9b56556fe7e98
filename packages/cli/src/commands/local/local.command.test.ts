import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CTRL_C, HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';
import { backendProject, SMALL_BACKEND, startLocal, variablesIn } from './local.test.support.js';

vi.setConfig({ testTimeout: 180_000 });

const { folder, write } = backendProject(SMALL_BACKEND);
const CANARY = 'xoxb-canary-77aa31';
const LOCAL = ['local', '--branch', 'main'];

describe('amplify-secrets local with a command', () => {
  it('runs it with the variables, without those that would lead elsewhere, and ends as it does', async () => {
    const code = `const { AWS_PROFILE, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SSM, AWS_REGION } = process.env;
      console.log(JSON.stringify([AWS_PROFILE, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SSM?.slice(0, 17), AWS_REGION]));
      process.exit(7);`;
    const variables = {
      AWS_PROFILE: 'prod',
      AWS_SESSION_TOKEN: 'of-prod',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      AWS_REGION: 'eu-west-1',
    };
    const { code: ended, stdout } = await runCli([...LOCAL, '--', process.execPath, '-e', code], { folder, variables });
    expect(JSON.parse(stdout)).toEqual([
      null,
      null,
      'http://127.0.0.1:4566',
      'http://127.0.0.1:8000',
      'http://127.0.0.1:',
      'eu-west-1',
    ]);
    expect(ended).toBe(7);
  });

  it('passes a signal on to the command, and shows no value of a .env', async () => {
    write('.env.seeds', `SLACK_TOKEN=${CANARY}\nPORT=3000\n`);
    const code = `process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('ready');`;
    const words = [...LOCAL, '--seed', '.env.seeds', '--', process.execPath, '-e', code];
    const { code: ended, stderr } = await runCli(words, {
      folder,
      onStart: (child) => child.stdout?.once('data', () => child.kill('SIGTERM')),
    });
    expect(ended).toBe(5);
    expect(stderr).toContain('Of no secret in .env.seeds: PORT');
    expect(stderr).toMatch(/slackToken +shop\/prod\/slack-token +from the seed file\n/);
    expect(stderr).not.toContain(CANARY);
  });

  it.skipIf(!HAS_PTY)('leaves Ctrl-C on a terminal to the command, and ends as it does', async () => {
    const code = `process.on('SIGINT', () => { console.log('once'); setTimeout(() => process.exit(9), 200); }); setInterval(() => {}, 1000); console.log('ready');`;
    const steps = [{ expect: 'ready', type: CTRL_C }];
    const words = [...LOCAL, '--', process.execPath, '-e', code];
    const { code: ended, screen } = await runOnTerminal(words, steps, { folder });
    expect([ended, screen.split('once').length]).toEqual([9, 2]);
  });
});

describe('two of amplify-secrets local at once', () => {
  it('each have a port of their own, and print their variables as JSON', async () => {
    const both = [0, 1].map(() => startLocal(folder, ['--branch', 'main', '--json']));
    const urls: string[] = [];
    for (const local of both) {
      await local.says(/^}$/m);
      const { variables, secrets, url } = JSON.parse(local.stdout());
      expect(variables.AWS_ENDPOINT_URL_SSM).toBe(url);
      expect(secrets).toContainEqual({ key: 'slackToken', name: 'shop/prod/slack-token', value: 'fake' });
      urls.push(url);
      local.child.kill('SIGINT');
    }
    expect(new Set(urls).size).toBe(2);
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([130, 130]);
  });
});

describe('amplify-secrets local', () => {
  it('refuses a seed file that git tracks, before it does anything', async () => {
    write('tracked.json', JSON.stringify({ slackToken: CANARY }));
    const git = (...words: string[]) => spawnSync('git', words, { cwd: folder });
    git('init');
    git('add', 'tracked.json');
    const { code, stdout, stderr } = await runCli([...LOCAL, '--seed', 'tracked.json'], { folder });
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^FileTrackedError: "tracked.json" is tracked by git/);
    expect(stderr).not.toContain(CANARY);
  });

  it('refuses a seed that is not as it is declared, without showing it', async () => {
    writeFileSync(join(folder, 'odd.json'), JSON.stringify({ stripe: { apiKey: { nested: CANARY } } }));
    const { code, stderr } = await runCli([...LOCAL, '--seed', 'odd.json', '--', 'true'], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain('SecretValueInvalidError: Secret "stripe" of prod (branch "main") was not set');
    expect(stderr).not.toContain(CANARY);
  });

  it.each([
    [['--as', 'nobody'], 2, 'FunctionUnknownError: --as must be a function of the backend'],
    [['--branch', 'main', '--port', 'x'], 2, 'CommandUsageError: --port must be a number'],
    [
      ['--admin-env', 'package.json'],
      4,
      'NotPossibleError: "package.json" must be a file that amplify-secrets local has left',
    ],
    [['--seed', 'absent.json'], 1, 'InputInvalidError: The file "absent.json" could not be read (ENOENT)'],
  ])('says what is wrong with %j', async (words, expected, message) => {
    const { code, stderr } = await runCli(['local', ...words, '--', 'true'], { folder });
    expect([code, stderr]).toEqual([expected, expect.stringContaining(message)]);
  });

  it('refuses a port where another program listens', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(Number(Object(server.address()).port)));
    });
    const { code, stderr } = await runCli([...LOCAL, '--port', String(port), '--', 'true'], { folder });
    server.close();
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('PortUnavailableError: The local AWS could not listen'),
    ]);
  });

  it('prints the error of a backend that does not synthesise, and runs nothing', async () => {
    write('amplify/backend.ts', "throw new Error('no such thing');");
    const { code, stdout, stderr } = await runCli([...LOCAL, '--', 'echo', 'ran'], { folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/SynthesisFailedError: The synthesis of amplify\/backend\.ts .*no such thing/);
    write('amplify/backend.ts', SMALL_BACKEND);
  });

  it('ends the synthesis with a signal', async () => {
    write('amplify/backend.ts', 'await new Promise((resolve) => setTimeout(resolve, 600_000));');
    const local = startLocal(folder, ['--branch', 'main']);
    await local.says('Synthesising');
    local.child.kill('SIGTERM');
    expect(await local.ended).toBe(143);
    expect(variablesIn(local.stdout())).toEqual({});
    write('amplify/backend.ts', SMALL_BACKEND);
  });
});
