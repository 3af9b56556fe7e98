import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, Stack, Stage } from 'aws-cdk-lib';
import { CfnPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { afterAll, describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { configureGuard } from '../configure-guard.js';
import { grantSecretRead } from '../grant.js';
import type { AccessReport } from './report.js';
import { writeAccessReport } from './write-access-report.js';

const folder = mkdtempSync(join(tmpdir(), 'access-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(where: string): AccessReport {
  return JSON.parse(readFileSync(join(where, 'access-report.json'), 'utf8'));
}

function backend() {
  const made = makeBackend(MAIN);
  const webhook = made.amplifyFunction('webhook');
  writeAccessReport(made.root);
  grantSecretRead(webhook, secrets.stripe);
  return { ...made, webhook };
}

describe('writeAccessReport', () => {
  it('writes data and page into the cloud assembly, with changes made after the call', () => {
    const { app, webhook } = backend();
    const late = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['*'] });
    Aspects.of(app).add({
      visit(construct) {
        if (construct === webhook.resources.lambda) webhook.resources.lambda.addToRolePolicy(late);
      },
    });
    const { directory } = app.synth();
    expect(written(directory)).toMatchObject({ title: 'branch "main"', otherStatements: [{ resources: ['*'] }] });
    expect(readFileSync(join(directory, 'access-report.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('P1: writes no character that a terminal obeys, and the same data', () => {
    const { app, root, stack } = makeBackend(MAIN);
    const target = join(folder, 'hostile');
    grantSecretRead(makeFunction(stack, 'fn\u009b31m\u202e'), secrets.stripe);
    makeFunction(stack, 'other').addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['arn:\u{e0041}\u001b[2J*'] }),
    );
    writeAccessReport(root, target);
    app.synth();
    for (const name of ['access-report.json', 'access-report.html']) {
      expect(/(?!\n)\p{C}/u.exec(readFileSync(join(target, name), 'utf8'))?.[0]).toBeUndefined();
    }
    const { otherStatements, principals } = written(target);
    expect(otherStatements[0]?.resources).toEqual(['arn:\u{e0041}\u001b[2J*']);
    expect(principals.map(({ name }) => name)).toContain('fn\u009b31m\u202e');
  });

  it('writes into a given folder, and does not rewrite what would not change', () => {
    const target = join(folder, 'made/on/demand');
    const files = ['access-report.json', 'access-report.html'].map((name) => join(target, name));
    const synthesise = () => {
      const { app, root, amplifyFunction } = makeBackend(MAIN);
      grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
      writeAccessReport(root, target);
      app.synth();
    };
    synthesise();
    const contents = files.map((file) => readFileSync(file, 'utf8'));
    for (const file of files) utimesSync(file, 1, 1);
    synthesise();
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(contents);
    expect(files.map((file) => statSync(file).mtimeMs)).toEqual([1000, 1000]);
  });

  it('writes where a finding stops the synthesis', () => {
    const { app, root, stack } = backend();
    configureGuard(root, { guard: 'error' });
    makeFunction(stack, 'wide').addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }),
    );
    expect(() => app.synth()).toThrow(expect.objectContaining({ name: 'GuardError' }));
    expect(written(app.outdir).findings).toContainEqual(
      expect.objectContaining({ name: 'SecretAccessWildcard', severity: 'error' }),
    );
  });

  it('writes where a grant is lost, and shows it', () => {
    const { app, webhook } = backend();
    const policy = webhook.resources.lambda.role?.node.findChild('DefaultPolicy').node.defaultChild;
    if (!(policy instanceof CfnPolicy)) throw new Error('no policy');
    policy.addPropertyOverride('PolicyDocument.Statement', []);
    expect(() => app.synth()).toThrow(expect.objectContaining({ name: 'GrantLostError' }));
    const stripe = written(app.outdir).secrets.find(({ key }) => key === 'stripe');
    expect(stripe?.places[0]?.access).toMatchObject([{ granted: ['read'], allowed: [], possible: [], statements: [] }]);
  });

  it('writes one report for each stage of a pipeline', () => {
    const app = new App();
    for (const name of ['beta', 'prod']) {
      const stage = new Stage(app, name);
      const root = new Stack(stage, 'amplify');
      grantSecretRead(makeFunction(root, `for-${name}`), secrets.stripe, {
        deployment: { type: 'branch', namespace: 'd1a2b3', name },
      });
      writeAccessReport(root);
    }
    const { directory } = app.synth();
    for (const name of ['beta', 'prod']) {
      const report = written(join(directory, `assembly-${name}`));
      expect(report.title).toBe(`branch "${name}"`);
      expect(report.principals.map((principal) => principal.name)).toEqual([`for-${name}`]);
    }
  });
});
