import { describe, expect, it } from 'vitest';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { folder, write } = testProject();

describe('amplify-secrets report', () => {
  it('says how to write a report where there is none', async () => {
    const { code, stderr } = await runCli(['report'], { folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^ReportNotFoundError: .*\nResolution: Add to amplify\/backend.ts: writeAccessReport\(backend\);/,
    );
  });

  it('shows who reads and writes each secret, without AWS', async () => {
    write(
      '.amplify/artifacts/cdk.out/access-report.json',
      JSON.stringify({
        title: 'branch "main"',
        principals: [{ id: 'p', name: 'tokens' }],
        secrets: [{ places: [{ name: 'shop/prod/stripe', access: [{ principal: 'p', allowed: ['read', 'write'] }] }] }],
      }),
    );
    const { code, stdout, stderr } = await runCli(['report'], { folder });
    expect([code, stdout]).toEqual([0, 'secret            read by  written by\nshop/prod/stripe  tokens   tokens\n']);
    expect(stderr).toBe('The last synthesis was of branch "main".\n');
    const json = await runCli(['report', '--json'], { folder });
    expect(JSON.parse(json.stdout).secrets).toEqual([
      { name: 'shop/prod/stripe', readers: ['tokens'], writers: ['tokens'] },
    ]);
  });
});
