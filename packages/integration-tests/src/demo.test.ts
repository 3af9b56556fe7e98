import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBackend, startLocalAws, synthesize } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { judgeAccess } from './demo/access.js';
import { DEPLOYMENTS } from './demo/deployments.js';
import { makeFamilies, storeValues } from './demo/values.js';
import { repositoryRoot } from './repository.js';

describe('npm run demo', () => {
  it('keeps every promise, and with --json says so in JSON alone', async () => {
    const { code, stdout } = await runDemo(['--json']);
    const report = JSON.parse(stdout);
    expect(report.failed).toBe(0);
    expect(report.passed).toBeGreaterThan(700);
    expect(new Set(report.checks.map((check: { section: string }) => check.section))).toEqual(
      new Set(['access', 'invocations', 'attacks', 'secrecy']),
    );
    expect(new Set(report.invocations.map((one: { deployment: string }) => one.deployment)).size).toBe(4);
    expect(code).toBe(0);
  });

  it('finds a policy that is one character too wide', async () => {
    const main = DEPLOYMENTS.find(({ environment }) => environment === 'prod');
    if (main === undefined) throw new Error('The demo has no branch main');
    const honest = await synthesize({ deployment: main.identity, cwd: repositoryRoot });
    const widened = mkdtempSync(join(tmpdir(), 'amplify-secrets-widened-'));
    try {
      cpSync(honest.cdkOut, widened, { recursive: true });
      expect(widen(widened)).toBeGreaterThan(0);
      const backend = loadBackend(widened);
      const aws = await startLocalAws({ backends: [backend] });
      storeValues(aws, makeFamilies('http://127.0.0.1'));
      const broken = judgeAccess(aws, { ...main, backend }).checks.filter(({ kept }) => !kept);
      await aws.close();
      expect(broken.map(({ promise }) => promise)).toContain('stripe-webhook and myapp/prod/stripe-admin');
    } finally {
      rmSync(widened, { recursive: true });
    }
  });
});

/** What a hand-written grant often says: `stripe-*`, which every longer name matches too. */
function widen(folder: string): number {
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  return templates.filter((name) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const wider = text.replaceAll('/prod/stripe-??????', '/prod/stripe-*');
    writeFileSync(path, wider);
    return wider !== text;
  }).length;
}

function runDemo(args: readonly string[]): Promise<{ code: number; stdout: string }> {
  const main = join(repositoryRoot, 'packages/integration-tests/dist/demo/main.js');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args],
      { cwd: repositoryRoot, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout });
      },
    );
  });
}
