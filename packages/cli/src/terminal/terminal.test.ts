import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { openHoldingFront } from '../holding-front.test.support.js';
import { testProject } from '../project.test.support.js';
import { HAS_PTY, runOnTerminal, type Step } from '../pseudo-terminal.test.support.js';

const { aws, admin } = testAws();
const { folder } = testProject();
const COLOUR = /\[\d+(;\d+)*m/;

beforeAll(() => {
  aws().secrets.put('shop/staging/slack-token', 'a value');
});

function show(words: readonly string[], columns: number, variables = {}, steps: readonly Step[] = []) {
  return runOnTerminal(words, steps, { folder, columns, variables: { ...admin(), ...variables } });
}

/** The lines of a screen, without what a terminal does not show. */
function linesOf(screen: string): readonly string[] {
  return stripVTControlCharacters(screen).split(/[\r\n]+/);
}

describe.skipIf(!HAS_PTY)('amplify-secrets on a terminal', { timeout: 300_000 }, () => {
  it.each([20, 40])('fits a table to %d columns, and shows one that does not fit as lines', async (columns) => {
    const [fits, other] = await Promise.all([show(['diff', 'staging', 'dev'], columns), show(['list'], columns)]);
    expect([fits.code, other.code]).toEqual([3, 0]);
    const lines = linesOf(fits.screen);
    // Cells wrap, so that a word can be in two lines of its column.
    const letters = (text: string) => [...text.replaceAll(/[^a-zA-Z]/g, '')].sort().join('');
    const table = lines.slice(lines.findIndex((line) => line.startsWith('stripe'))).join('');
    expect(letters(table)).toBe(letters('stripe in neither slackToken only in staging keystore in neither'));
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(linesOf(other.screen)).toContain('secret: slackToken');
    expect(linesOf(other.screen)).toContainEqual(expect.stringMatching(/^staging: set [0-9a-f]{8} \d+ min$/));
  });

  it('fits a table to the width that the terminal has when it is printed', async () => {
    const front = await openHoldingFront(aws().url, 3_000);
    const steps = [{ expect: 'Looking at the secrets …', columns: 40 }];
    const { code, screen, unmet } = await show(['list'], 100, { AWS_ENDPOINT_URL: front.url }, steps);
    front.close();
    expect([code, unmet]).toEqual([0, []]);
    expect(linesOf(screen)).toContain('secret: slackToken');
  });

  it('shows colours, but not with NO_COLOR and not on a dumb terminal', async () => {
    const [plain, noColor, dumb] = await Promise.all([
      show(['list'], 100),
      show(['list'], 100, { NO_COLOR: '1' }),
      show(['list'], 100, { TERM: 'dumb' }),
    ]);
    expect([plain.screen, noColor.screen, dumb.screen].map((screen) => COLOUR.test(screen))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('asks nobody in CI, whose terminal has nobody who could answer', async () => {
    const { code, screen } = await show(['remove', 'slackToken', '--env', 'staging'], 100, { CI: 'true' });
    expect(code).toBe(4);
    expect(screen).toContain('nobody can be asked here (CI is set)');
  });
});
