import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testAws } from './aws.test.support.js';
import { COMMANDS } from './commands/commands.js';
import { CANARIES, HOLDING, leakScene, leaksIn, preload, VERBS } from './leaks.test.support.js';
import { HAS_PTY, runOnTerminal } from './pseudo-terminal.test.support.js';
import { BIN } from './run-cli.test.support.js';

const { aws, admin } = testAws();
const scene = leakScene(admin);
const [KEY, HOOK, TOKEN] = CANARIES;
const verbs = Object.keys(VERBS);
const JSON_VERBS = COMMANDS.filter(({ spec }) => spec.options.json !== undefined).map(({ spec }) => spec.name);
/** All that Node.js and libraries print of their own accord, and all reports that Node.js writes. */
const LOUD = {
  DEBUG: '*',
  NODE_DEBUG: 'http,https,net,stream,tls,fs,timer,module,esm',
  NODE_OPTIONS: '--trace-warnings --report-uncaught-exception --report-on-fatalerror',
};

beforeAll(plant);

function plant(): void {
  for (const environment of ['staging', 'dev']) {
    aws().secrets.put(`shop/${environment}/stripe`, JSON.stringify({ apiKey: KEY, webhookSecret: HOOK }));
    aws().secrets.put(`shop/${environment}/slack-token`, TOKEN);
    aws().secrets.put(`shop/${environment}/keystore`, Buffer.from(KEY + HOOK));
  }
}

function wordsOf(verb: string): readonly string[] {
  return [verb, ...(VERBS[verb]?.words ?? [])];
}

describe('the canary values', () => {
  it('are looked for with every command that there is', () => {
    expect([...verbs].sort()).toEqual(COMMANDS.map(({ spec }) => spec.name).sort());
  });

  it('are found by these tests where they are shown', async () => {
    const { stdout } = await scene.run(['get', 'stripe.apiKey', '--env', 'staging', '--reveal', '--yes']);
    expect(leaksIn(stdout)).not.toEqual([]);
    expect(leaksIn(`x${KEY.slice(8, 14)}x`)).toEqual([KEY.slice(8, 14)]);
  });
});

describe('amplify-secrets', () => {
  it.each(verbs)('leaks no value in what %s prints, in debug output, or in a file', async (verb) => {
    const { stdin } = VERBS[verb] ?? {};
    const given = stdin === undefined ? {} : { stdin };
    for (const more of [[], ...(JSON_VERBS.includes(verb) ? [['--json']] : [])]) {
      const { code, stdout, stderr } = await scene.run([...wordsOf(verb), ...more], { ...given, variables: LOUD });
      expect(code, stderr.slice(-2000)).not.toBe(2);
      expect(leaksIn(stdout + stderr)).toEqual([]);
    }
    expect(scene.leakingFiles()).toEqual([]);
  });

  it('refuses to run a command while Node.js would print its variables, before it reads', async () => {
    aws().calls.clear();
    const { code, stdout, stderr } = await scene.run(wordsOf('run'), {
      variables: { NODE_DEBUG: 'http,child_process' },
    });
    expect([code, stdout, aws().calls.count()]).toEqual([4, '', 0]);
    expect(stderr).toContain('Resolution: Leave child_process out of NODE_DEBUG.');
  });

  it.each(verbs)('leaks no value in the errors of %s, when a value is not as it is declared', async (verb) => {
    const { stdin } = VERBS[verb] ?? {};
    const values = [`{"apiKey": ${KEY}`, JSON.stringify({ [HOOK]: KEY }), JSON.stringify([KEY])];
    for (const value of values.slice(0, HOLDING.includes(verb) ? values.length : 1)) {
      aws().secrets.put('shop/staging/stripe', value);
      const { stdout, stderr } = await scene.run(wordsOf(verb), stdin === undefined ? {} : { stdin });
      // The name of an undeclared field is no value, and can be shown.
      expect(leaksIn((stdout + stderr).replaceAll(HOOK, '').replaceAll(HOOK.toUpperCase(), ''))).toEqual([]);
    }
    plant();
  });

  it.each(verbs)('leaks no value in the report of a crash of %s, whose error quotes it', async (verb) => {
    const crash = preload(
      scene,
      'crash.mjs',
      `import diagnostics from 'node:diagnostics_channel';
       const { parse } = JSON;
       const crash = (value) => { throw Object.assign(new Error('crashed at ' + value), { value }); };
       const quoted = (value) => /${CANARIES.map((canary) => canary.slice(0, 5)).join('|')}/.exec(String(value))?.[0];
       JSON.parse = (text, ...more) => (quoted(text) ? crash(text) : parse(text, ...more));
       if (process.env.CRASH_LATE) {
         const late = () => crash([...'${[...KEY].reverse().join('')}'].reverse().join(''));
         diagnostics.subscribe('net.client.socket', () => setTimeout(late, 1));
       }`,
    );
    const { stdin } = VERBS[verb] ?? {};
    for (const late of ['', '1']) {
      const variables = { NODE_OPTIONS: `${LOUD.NODE_OPTIONS} ${crash}`, CRASH_LATE: late };
      const { stdout, stderr } = await scene.run(wordsOf(verb), { variables, ...(stdin !== undefined && { stdin }) });
      expect(leaksIn(stdout + stderr)).toEqual([]);
    }
    expect(scene.leakingFiles()).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('amplify-secrets run, while its child runs', () => {
  it('leaks no value in the arguments of any process, nor in the environment of another one', async () => {
    const code = 'setInterval(() => {}, 1000); console.log(process.pid)';
    let looked = 0;
    const leaking: string[] = [];
    const { code: ended } = await scene.run(['run', '--env', 'staging', '--', process.execPath, '-e', code], {
      onStart: (cli) =>
        cli.stdout?.once('data', (chunk: Buffer) => {
          const child = chunk.toString().trim();
          for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
            for (const what of ['cmdline', ...(pid === child ? [] : ['environ'])]) {
              const text = read(`/proc/${pid}/${what}`);
              looked += text.length;
              if (leaksIn(text).length > 0) leaking.push(`${what} of ${read(`/proc/${pid}/cmdline`).slice(0, 80)}`);
            }
          }
          if (leaksIn(read(`/proc/${child}/environ`)).length === 0) leaking.push('the child has no value');
          cli.kill('SIGTERM');
        }),
    });
    expect([ended, leaking]).toEqual([143, []]);
    expect(looked).toBeGreaterThan(1000);
  });
});

describe('amplify-secrets export, killed before its file is in place', () => {
  it('leaves a file that only its owner can read, which the next export removes', async () => {
    const kill = preload(
      scene,
      'kill.mjs',
      `import fs from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       fs.renameSync = () => process.kill(process.pid, 'SIGKILL');
       syncBuiltinESMExports();`,
    );
    const left = () => readdirSync(scene.folder).filter((name) => name.endsWith('.tmp'));
    const { signal } = await scene.run(wordsOf('export'), { variables: { NODE_OPTIONS: kill } });
    expect([signal, left().length]).toEqual(['SIGKILL', 1]);
    expect(statSync(join(scene.folder, left()[0] ?? '')).mode & 0o777).toBe(0o600);
    const { code, stderr } = await scene.run(wordsOf('export'));
    expect([code, left(), leaksIn(stderr)]).toEqual([0, [], []]);
    expect(scene.leakingFiles()).toEqual([]);
  });
});

describe.skipIf(!HAS_PTY || read('/bin/bash') === '')('the history of a shell', () => {
  it('has no value that was typed into amplify-secrets set, nor has the terminal', async () => {
    const steps = [
      { expect: '$ ', type: `'${process.execPath}' '${BIN}' set slackToken --env staging\r` },
      { expect: 'slackToken for staging', type: `${TOKEN}x\r` },
      { expect: 'was changed', type: 'exit\r' },
    ];
    const variables = { ...scene.variables(), PS1: '$ ' };
    const { unmet, screen } = await runOnTerminal([], steps, {
      folder: scene.folder,
      variables,
      shell: 'exec /bin/bash --norc --noprofile -i',
    });
    expect([unmet, leaksIn(screen)]).toEqual([[], []]);
    expect(read(join(variables.HOME, '.bash_history'))).toContain('set slackToken');
    expect(scene.leakingFiles()).toEqual([]);
    plant();
  });
});

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
