import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { whyWithout } from './databases/programs.js';
import { repositoryRoot } from './repository.js';

interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly checks: readonly { readonly section: string; readonly promise: string; readonly kept: boolean }[];
  readonly invocations: readonly { readonly deployment: string }[];
  readonly cells: readonly object[];
  readonly rotations: readonly { readonly failed: number; readonly queries: number }[];
}

/** The picture of the README, drawn from the demo's cells. */
const { demoAccess }: { readonly demoAccess: (cells: Report['cells'], deployment: string) => string } = await import(
  pathToFileURL(join(repositoryRoot, 'scripts/pictures/demo-access.mjs')).href
);
const WITHOUT_POSTGRES = whyWithout('postgres') !== undefined;

// Each of the first two is a whole demo, which takes a minute on idle processors.
describe('npm run demo', { timeout: 600_000 }, () => {
  it('keeps every promise, and prints only JSON with --json', async () => {
    const { code, stdout } = await run('npm', ['run', '--silent', 'demo', '--', '--json']);
    const report: Report = JSON.parse(stdout);
    expect(report.failed).toBe(0);
    expect(report.passed).toBeGreaterThan(2000);
    expect(new Set(report.checks.map(({ section }) => section))).toEqual(
      new Set(['access', 'report', 'invocations', ...(WITHOUT_POSTGRES ? [] : ['rotation']), 'attacks', 'secrecy']),
    );
    expect(report.rotations.map(({ failed }) => failed)).toEqual(WITHOUT_POSTGRES ? [] : [0, 0, 0]);
    expect(new Set(report.invocations.map(({ deployment }) => deployment)).size).toBe(4);
    expect(readFileSync(join(repositoryRoot, 'docs/images/demo-access.svg'), 'utf8')).toBe(
      demoAccess(report.cells, 'branch main'),
    );
    expect(code).toBe(0);
  });

  it('fails when amplify/ grants one character too much', async () => {
    const project = copyOfProject();
    try {
      const file = join(project, 'amplify/backend.ts');
      const exact = 'grantSecretRead(backend.stripeWebhook, secrets.stripe);';
      const honest = readFileSync(file, 'utf8');
      expect(honest).toContain(exact);
      writeFileSync(
        file,
        honest.replace(exact, "grantSecretRead(backend.stripeWebhook, secretsMatching(secrets, 'stripe*'));"),
      );
      const { code, stdout } = await run('node', [DEMO, '--json', '--project', project]);
      const report: Report = JSON.parse(stdout);
      expect(report.checks.filter(({ kept }) => !kept).map(({ promise }) => promise)).toEqual(
        expect.arrayContaining([
          'stripe-webhook and myapp/prod/stripe-admin',
          'stripe-webhook does not read a longer name with the same beginning',
        ]),
      );
      expect(code).toBe(1);
    } finally {
      rmSync(project, { recursive: true });
    }
  });

  it('prints its usage for a wrong option', async () => {
    const { code, stderr } = await run('node', [DEMO, '--jsn']);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: npm run demo');
    expect(stderr).not.toContain('node:internal');
  });
});

const DEMO = join(repositoryRoot, 'packages/integration-tests/dist/demo/main.js');

function copyOfProject(): string {
  const project = mkdtempSync(join(tmpdir(), 'amplify-secrets-demo-'));
  cpSync(join(repositoryRoot, 'amplify'), join(project, 'amplify'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.base.json'])
    cpSync(join(repositoryRoot, file), join(project, file));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(project, 'node_modules'));
  return project;
}

function run(command: string, args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { cwd: repositoryRoot, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
