import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { CANARIES, leakScene, leaksIn } from '../leaks.test.support.js';
import { CTRL_C, CTRL_D, ENTER, HAS_PTY, runOnTerminal, type Step } from '../pseudo-terminal.test.support.js';

const { aws, admin } = testAws();
const scene = leakScene(admin);
const [VALUE, TYPED, OTHER] = CANARIES;
/** Each kind of question, on a terminal of another width. */
const QUESTIONS = [
  { kind: 'a hidden value', words: ['set', 'slackToken', '--env', 'staging'], expect: 'slackToken', columns: 100 },
  { kind: 'a name', words: ['set', 'slackToken', '--env', 'prod'], expect: 'Type', columns: 40 },
  { kind: 'yes or no', words: ['remove', 'slackToken', '--env', 'staging'], expect: 'No', columns: 20 },
] as const;

function put(): void {
  aws().secrets.put('shop/staging/slack-token', VALUE);
  aws().secrets.put('shop/prod/slack-token', VALUE);
  aws().calls.clear();
}

function answer(words: readonly string[], steps: readonly Step[], columns: number = 100, more = {}) {
  return runOnTerminal(words, steps, { folder: scene.folder, variables: { ...scene.variables(), ...more }, columns });
}

function writes(): number {
  return ['PutSecretValue', 'CreateSecret', 'DeleteSecret'].reduce(
    (sum, operation) => sum + aws().calls.count({ operation }),
    0,
  );
}

describe.skipIf(!HAS_PTY)('each kind of question', { timeout: 300_000 }, () => {
  it.each([
    ['Ctrl-C', { type: CTRL_C }, 130],
    ['Ctrl-D', { type: CTRL_D }, 130],
    ['SIGINT', { signal: 'SIGINT' }, 130],
    ['SIGTERM', { signal: 'SIGTERM' }, 143],
    ['SIGHUP', { signal: 'SIGHUP' }, 129],
  ] as const)(
    'ends at %s with its code, changes nothing, and leaves the terminal as it was',
    async (_what, step, code) => {
      put();
      const results = await Promise.all(
        QUESTIONS.map(async ({ kind, words, expect: seen, columns }) => {
          const typed = kind === 'yes or no' ? [] : [{ expect: seen, type: TYPED }];
          // In the second question all that was typed is there, in the others nothing of it is shown.
          const last = kind === 'a name' ? TYPED.slice(-5) : seen;
          const steps =
            typed.length > 0 && kind === 'a name' ? [...typed, { expect: last, ...step }] : [{ expect: seen, ...step }];
          const { code: ended, unmet, isRestored, screen } = await answer(words, steps, columns);
          return { kind, ended, unmet, isRestored, leaks: kind === 'a name' ? [] : leaksIn(screen) };
        }),
      );
      expect(results).toEqual(
        QUESTIONS.map(({ kind }) => ({ kind, ended: code, unmet: [], isRestored: true, leaks: [] })),
      );
      expect([writes(), scene.leakingFiles()]).toEqual([0, []]);
    },
  );
});

describe.skipIf(!HAS_PTY)('a question for a hidden value', { timeout: 300_000 }, () => {
  const words = ['set', 'slackToken', '--env', 'staging'];

  it('takes what is typed while the terminal is resized, and shows nothing of it', async () => {
    put();
    const steps = [
      { expect: 'slackToken', columns: 20, type: TYPED.slice(0, 10) },
      { expect: 'slackToken', columns: 60, type: `${TYPED.slice(10)}${ENTER}` },
    ];
    const { code, screen, isRestored } = await answer(words, steps, 40);
    expect([code, leaksIn(screen), isRestored]).toEqual([0, [], true]);
    const { stdout } = await scene.run(['get', 'slackToken', '--env', 'staging', '--reveal', '--yes']);
    expect(stdout).toBe(TYPED);
  });

  it('refuses what is pasted with several lines, and gives nothing of it to the shell', async () => {
    put();
    // More than the buffer of a terminal takes at once.
    const pasted = Array.from({ length: 60 }, () => `${TYPED}${OTHER}${TYPED}${OTHER}`).join(ENTER);
    const command = [process.execPath, '"$0"', ...words].join(' ');
    const { screen, unmet } = await runOnTerminal([], [{ expect: 'slackToken', type: `${pasted}${ENTER}` }], {
      folder: scene.folder,
      variables: scene.variables(),
      // A shell that would read the next lines.
      shell: `${command}; if read -t 1 line; then echo "the shell got $line"; fi; echo done`,
    });
    expect(unmet).toEqual([]);
    expect(screen).toContain('must be one line. Nothing was changed.');
    expect(screen).toContain('done');
    expect([leaksIn(screen), writes()]).toEqual([[], 0]);
  });

  it('takes one line that is pasted with its newline', async () => {
    put();
    const { code, screen } = await answer(words, [{ expect: 'slackToken', type: `${OTHER}${ENTER}` }]);
    expect([code, leaksIn(screen)]).toEqual([0, []]);
  });

  it('works on a dumb terminal, without colours', async () => {
    put();
    const steps = [{ expect: 'slackToken', type: `${TYPED}${ENTER}` }];
    const { code, screen, unmet } = await answer(words, steps, 100, { NO_COLOR: '1', TERM: 'dumb' });
    expect([code, unmet, leaksIn(screen)]).toEqual([0, [], []]);
    expect(screen).not.toMatch(/\[(3|9)\d(;\d+)*m/);
  });
});
