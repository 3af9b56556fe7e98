import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { CTRL_Z, HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { BIN, runCli } from '../../run-cli.test.support.js';

const { aws, admin } = testAws();
const { folder } = testProject();
const WORDS = ['run', '--env', 'staging', '--only', 'slackToken', '--'];
const VALUE = 'xoxb-canary-0123456789';
const MEBIBYTE = 2 ** 20;

beforeAll(() => {
  aws().secrets.put('shop/staging/slack-token', VALUE);
});

describe.skipIf(process.platform === 'win32')('amplify-secrets run', { timeout: 300_000 }, () => {
  it('waits for a child that ignores SIGINT, and ends as it does', async () => {
    const code = `process.on('SIGINT', () => console.log('ignored')); process.on('SIGTERM', () => process.exit(6));
      setInterval(() => {}, 1000); console.log('ready');`;
    const { code: ended, stdout } = await runCli([...WORDS, process.execPath, '-e', code], {
      folder,
      variables: admin(),
      onStart: (cli) =>
        cli.stdout?.on('data', (chunk: Buffer) => {
          const text = chunk.toString();
          if (text.includes('ready')) cli.kill('SIGINT');
          if (text.includes('ignored')) cli.kill('SIGTERM');
        }),
    });
    expect([ended, stdout]).toEqual([6, 'ready\nignored\n']);
  });

  it.skipIf(process.platform !== 'linux')(
    'passes on 100 MB with values in them, to a slow reader, in bounded memory',
    async () => {
      // In parts, each after the one before was taken. At last, how much memory the command line has needed.
      const code = `const { readFileSync } = require('node:fs');
        const line = 'x'.repeat(990) + process.env.SLACK_TOKEN + '\\n';
        const part = line.repeat(1024);
        let left = 100;
        const next = () => left-- > 0 ? process.stdout.write(part, next)
          : process.stderr.write(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/' + process.ppid + '/status'))[1]);
        next();`;
      let [bytes, found] = [0, 0];
      const { code: ended, stderr } = await runCli([...WORDS, process.execPath, '-e', code], {
        folder,
        variables: admin(),
        onStart: ({ stdout }) => {
          stdout?.removeAllListeners('data');
          stdout?.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (chunk.includes(VALUE)) found += 1;
            if (Math.floor(bytes / MEBIBYTE) % 20 !== 0) return;
            stdout.pause();
            setTimeout(() => stdout.resume(), 5);
          });
        },
      });
      expect([ended, found, bytes > 100_000_000]).toEqual([0, 0, true]);
      expect(Number(/^\d+$/m.exec(stderr)?.[0]) / 1024).toBeLessThan(400);
    },
  );

  it('ends when what reads its output ends, as in | head -1', async () => {
    const quoted = [...WORDS, 'yes'].map((word) => `'${word}'`).join(' ');
    const piped = `'${process.execPath}' '${BIN}' ${quoted} | head -1`;
    const { code, stdout } = await runCli([...WORDS, 'sh', '-c', piped], { folder, variables: admin() });
    expect([code, stdout]).toEqual([0, 'y\n']);
  });
});

describe.skipIf(!HAS_PTY || !hasBash())('amplify-secrets run in an interactive shell', { timeout: 300_000 }, () => {
  it('stops at Ctrl-Z with its child, and goes on with it at fg', async () => {
    const code = `process.stdin.on('data', (text) => { console.log('got ' + text); process.exit(7); }); console.log('re' + 'ady');`;
    const line = [process.execPath, BIN, ...WORDS, process.execPath, '-e', code].map((word) => `"${word}"`).join(' ');
    const steps = [
      { expect: '$ ', type: `${line}\r` },
      { expect: 'ready', type: CTRL_Z },
      { expect: 'Stopped', type: 'echo in "front"\r' },
      { expect: 'in front', type: 'fg\r' },
      { expect: 'fg\r\n', type: 'a line\r' },
      { expect: 'got a line', type: 'echo ended with "$?"\r' },
      { expect: 'ended with 7', type: 'exit\r' },
    ];
    const { unmet } = await runOnTerminal([], steps, {
      folder,
      variables: { ...admin(), PS1: '$ ' },
      columns: 1000,
      shell: 'exec /bin/bash --norc --noprofile -i',
    });
    expect(unmet).toEqual([]);
  });
});

function hasBash(): boolean {
  try {
    return readFileSync('/bin/bash').length > 0;
  } catch {
    return false;
  }
}
