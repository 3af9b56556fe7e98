import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';
import { openingCommand } from './open-page.js';

const { folder, write } = testProject();
const FOLDER = '.amplify/artifacts/cdk.out';

const access = (principal: string, granted: readonly string[], allowed: readonly string[], possible = ['']) => ({
  principal,
  granted,
  allowed,
  possible,
});
const REPORT = {
  version: 1,
  title: 'branch "main"',
  principals: [
    { id: 'p1', name: 'stripe-webhook' },
    { id: 'p2', name: 'token-refresh' },
  ],
  secrets: [
    {
      id: 'shop:stripe',
      key: 'stripe',
      store: 'secrets-manager',
      places: [
        {
          name: 'shop/prod/stripe',
          shared: false,
          access: [
            access('p1', ['read'], ['read']),
            access('p2', ['write'], ['read', 'write']),
            access('p3', [], [], ['read']),
          ],
        },
      ],
    },
  ],
  patterns: [{ id: 'x', store: 'secrets-manager', names: ['shop/prod/github-*'], granted: [{ principal: 'p1' }] }],
  findings: [
    { severity: 'warning', message: 'It is broad.', resolution: 'Narrow it.' },
    { severity: 'warning', message: 'Known.', resolution: '-', accepted: 'reason' },
  ],
  notEvaluated: [{}],
};

describe('amplify-secrets report', () => {
  it('needs a report, and shows the lines that write one', async () => {
    const { code, stdout, stderr } = await runCli(['report', '--from', 'nowhere'], { folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^ReportNotFoundError: There must be an access report in nowhere of the project/);
    expect(stderr).toContain('writeAccessReport(backend)');
  });

  it.each([
    ['{"title":', 'it is not valid JSON'],
    ['[]', 'it has no title or no list of secrets'],
  ])('says why the report %s cannot be read, and how it is written again', async (content, why) => {
    write('broken/access-report.json', content);
    const { code, stdout, stderr } = await runCli(['report', '--from', 'broken'], { folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^ReportInvalidError: The access report .*access-report\.json could not be read: .*\nResolution: .*npx ampx sandbox --once/,
    );
    expect(stderr).toContain(why);
  });

  it('shows who reads and writes each secret, with the marks of the page, and without credentials', async () => {
    write(`${FOLDER}/access-report.json`, JSON.stringify(REPORT));
    const { code, stdout, stderr } = await runCli(['report'], { folder });
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['secret', 'read by', 'written by', 'name'],
      ['stripe', 'stripe-webhook, token-refresh (no grant), p3?', 'token-refresh', 'shop/prod/stripe'],
      [''],
      ['Granted by pattern:'],
      ['', 'shop/prod/github-*: stripe-webhook'],
      [''],
    ]);
    expect(stderr).toContain('Access in branch "main", as synthesised 0 min ago.');
    expect(stderr).toContain('warning: It is broad.\nResolution: Narrow it.\n');
    expect(stderr).not.toContain('Known.');
    expect(stderr).toContain('Not evaluated, or not for certain: 1.');
  });

  it('prints the report itself as JSON, from another folder too', async () => {
    write('reports/access-report.json', JSON.stringify(REPORT));
    const { code, stdout } = await runCli(['report', '--json', '--from', 'reports'], { folder });
    expect([code, JSON.parse(stdout)]).toEqual([0, REPORT]);
  });

  it.skipIf(process.platform === 'win32')('opens the page with the program in BROWSER, without a shell', async () => {
    write(`${FOLDER}/access-report.json`, JSON.stringify(REPORT));
    write(`${FOLDER}/access-report.html`, '<!doctype html>');
    write('open it.sh', `#!/bin/sh\nprintf %s "$1" > "${folder}/opened"\n`);
    chmodSync(join(folder, 'open it.sh'), 0o755);
    const variables = { BROWSER: join(folder, 'open it.sh') };
    const { code, stderr } = await runCli(['report', '--open'], { folder, variables });
    expect([code, stderr]).toEqual([0, expect.stringContaining('Opened ')]);
    await expect
      .poll(() => readFileSync(join(folder, 'opened'), 'utf8'))
      .toMatch(/^file:\/\/\/.*\/access-report\.html$/);
    const absent = await runCli(['report', '--open'], { folder, variables: { BROWSER: '/no/such-program' } });
    expect(absent.code).toBe(1);
    expect(absent.stderr).toMatch(/^CommandNotStartedError: .*\nResolution: .*access-report\.html/);
  });
});

describe('openingCommand', () => {
  it.each([
    ['darwin', '/a b/r.html', ['open', 'file:///a%20b/r.html']],
    ['linux', '/a/r.html', ['xdg-open', 'file:///a/r.html']],
    ['win32', 'C:\\a & b\\r.html', ['rundll32', 'url.dll,FileProtocolHandler', 'file:///C:/a%20&%20b/r.html']],
  ] as const)('names the opener of %s with the address of the file', (platform, page, command) => {
    expect(openingCommand(page, {}, platform)).toEqual(command);
  });
});
