import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testAws } from './aws.test.support.js';
import { CANARIES, leakScene, leaksIn, preload } from './leaks.test.support.js';

const { aws, admin } = testAws();
const scene = leakScene(admin);
const [KEY, HOOK, TOKEN] = CANARIES;
const POINTS = 6;
const LAST = 2;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The commands that hold values, each with what it is given. */
const HOLDING = {
  export: { words: ['export', '.env.written', '--env', 'staging', '--only', 'stripe,slackToken'] },
  set: { words: ['set', 'slackToken', '-', '--env', 'staging'], stdin: TOKEN },
  run: {
    words: ['run', '--env', 'staging', '--only', 'stripe', '--', process.execPath, '-e', 'console.log(process.env)'],
  },
} as const;

/**
 * Counts the promises that go on, from the first connection on, which is before any value is there. At the one of AWAIT the process gets
 * SIGNAL; without, it writes at its end how many there were.
 */
const COUNTING = `
import diagnostics from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { promiseHooks } from 'node:v8';
const { SIGNAL, AWAIT, COUNT_FILE } = process.env;
delete process.env.NODE_OPTIONS;
let count = 0;
let counts = false;
diagnostics.subscribe('net.client.socket', () => { counts = true; });
promiseHooks.onBefore(() => {
  if (!counts) return;
  count += 1;
  if (count === Number(AWAIT)) process.kill(process.pid, SIGNAL);
});
if (COUNT_FILE) process.on('exit', () => writeFileSync(COUNT_FILE, String(count)));
`;

beforeAll(() => {
  aws().secrets.put('shop/staging/stripe', JSON.stringify({ apiKey: KEY, webhookSecret: HOOK }));
});

describe.skipIf(process.platform === 'win32')('a signal while amplify-secrets holds values', () => {
  // The signals take turns: one handler serves all three. The waits for AWS have a test of their own.
  it.each(Object.keys(HOLDING) as (keyof typeof HOLDING)[])(
    'leaves no value of %s in a file or in the output, when it comes between its waits, from its first connection to its end',
    { timeout: 300_000 },
    async (verb) => {
      const hook = preload(scene, 'count.mjs', COUNTING);
      const { words, ...given } = HOLDING[verb];
      const runWith = (variables: Readonly<Record<string, string>>) => {
        aws().secrets.put('shop/staging/slack-token', HOOK);
        rmSync(join(scene.folder, '.env.written'), { force: true });
        return scene.run(words, { ...given, variables: { NODE_OPTIONS: hook, ...variables } });
      };
      const counted = join(scene.folder, 'count');
      expect((await runWith({ COUNT_FILE: counted })).code).toBe(0);
      const all = Number(readFileSync(counted, 'utf8'));
      expect(all).toBeGreaterThan(POINTS);
      let interrupted = 0;
      for (const [index, point] of pointsOf(all).entries()) {
        const signal = SIGNALS[index % SIGNALS.length] ?? 'SIGINT';
        const { code, stdout, stderr } = await runWith({ SIGNAL: signal, AWAIT: String(point) });
        if (code === EXIT_CODES[signal]) interrupted += 1;
        expect([point, leaksIn(stdout + stderr), scene.leakingFiles()]).toEqual([point, [], []]);
        expect(readdirSync(scene.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
        const written = join(scene.folder, '.env.written');
        // Whole, or not there.
        if (existsSync(written)) {
          expect(statSync(written).mode & 0o777).toBe(0o600);
          expect(readFileSync(written, 'utf8')).toMatch(/\nSLACK_TOKEN=\w+\n$/);
        }
      }
      expect(interrupted).toBeGreaterThan(0);
    },
  );
});

/** Evenly spread, and the last ones. */
function pointsOf(all: number): readonly number[] {
  const spread = Array.from({ length: POINTS }, (_, index) => 1 + Math.floor((index * all) / POINTS));
  return [...spread, ...Array.from({ length: LAST }, (_, index) => all - LAST + index)];
}
