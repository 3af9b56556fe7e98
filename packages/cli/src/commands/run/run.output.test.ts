import { beforeAll, describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, role } = testAws();
const { folder } = testProject();
const READS = { actions: 'secretsmanager:GetSecretValue', resources: secretArn('shop/*') };
const WORDS = ['run', '--env', 'staging', '--only', 'stripe', '--'];
const KEY = 'sk_live_canaryCanaryCanary9f3f';

beforeAll(() => {
  aws().secrets.put('shop/staging/stripe', JSON.stringify({ apiKey: KEY, webhookSecret: 'pässwörd-€' }));
});

describe('amplify-secrets run, whose output is a pipe', () => {
  it.each([
    ['on stderr', 'console.error("key", process.env.STRIPE_API_KEY)'],
    ['in base64 of more', 'console.log(Buffer.from("user:" + process.env.STRIPE_API_KEY).toString("base64"))'],
    ['in a URL in JSON', 'console.log(JSON.stringify({ url: "http://x/?" + new URLSearchParams(process.env) }))'],
    ['as util.inspect shows it', 'console.log({ env: { ...process.env } })'],
    ['with characters that are not ASCII', 'console.log(process.env.STRIPE_WEBHOOK_SECRET)'],
    ['without a line end', 'process.stdout.write(process.env.STRIPE_API_KEY)'],
  ])('redacts a value that the child writes %s', async (_how, code) => {
    const options = { folder, variables: role(READS) };
    const { stdout, stderr } = await runCli([...WORDS, process.execPath, '-e', code], options);
    expect(stdout + stderr).toMatch(/redacted( |%20|\+)by/);
    for (const form of [KEY, KEY.slice(12), 'wörd-€', Buffer.from(KEY).toString('base64').slice(4, 20)]) {
      expect(stdout + stderr).not.toContain(form);
    }
  });

  it('passes on what is no value byte by byte, and gives the child its stdin whole', async () => {
    const stdin = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
    const { code, bytes } = await runCli([...WORDS, 'cat'], { folder, variables: role(READS), stdin });
    expect([code, bytes.equals(stdin)]).toEqual([0, true]);
  });

  it('passes on a line, and a question without a line end, while the child runs', async () => {
    let seen = '';
    const code = 'console.log("one"); process.stdout.write("go on? "); process.stdin.on("data", () => process.exit())';
    const { code: ended } = await runCli([...WORDS, process.execPath, '-e', code], {
      folder,
      variables: role(READS),
      keepsStdin: true,
      onStart: ({ stdin, stdout }) =>
        stdout?.on('data', (chunk: Buffer) => {
          seen += chunk.toString();
          if (seen.includes('go on? ')) stdin?.end('yes\n');
        }),
    });
    expect([ended, seen]).toEqual([0, 'one\ngo on? ']);
  });

  it('ends its child, and ends as it does, when nobody reads any more', async () => {
    const { code } = await runCli([...WORDS, 'yes'], {
      folder,
      variables: role(READS),
      onStart: ({ stdout }) => stdout?.once('data', () => stdout.destroy()),
    });
    // `yes` ends by SIGPIPE, or with 1 where that is ignored.
    expect([141, 1]).toContain(code);
  });
});

describe.skipIf(process.platform === 'win32')('amplify-secrets run', () => {
  it.each(['SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const)('passes %s on to the child', async (signal) => {
    const code = `process.on('${signal}', () => process.exit(5)); setInterval(() => {}, 1000); console.log('ready');`;
    const { code: ended } = await runCli([...WORDS, process.execPath, '-e', code], {
      folder,
      variables: role(READS),
      onStart: (child) => child.stdout?.once('data', () => child.kill(signal)),
    });
    expect(ended).toBe(5);
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets run on a terminal whose stdin is a pipe', () => {
  it('leaves the child the terminal, for a password that it asks for', async () => {
    // `-c` of Python, so that the pipe is made within the terminal.
    const script = `printf data | '${process.execPath}' "$0" ${WORDS.map((word) => `'${word}'`).join(' ')} sh -c 'cat; printf " password? " > /dev/tty; read answer < /dev/tty; echo "got $answer"'`;
    const { code, screen, unmet } = await runOnTerminal([], [{ expect: 'password? ', type: 'typed\r' }], {
      folder,
      variables: role(READS),
      shell: script,
    });
    expect([code, unmet]).toEqual([0, []]);
    expect(screen).toMatch(/^data password\? typed\r\ngot typed/);
  });
});
