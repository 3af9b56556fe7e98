import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { Annotations, App, Stack, Stage } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { contextOf, MAIN, makeBackend, makeFunction, printed, SANDBOX, STAGE } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { secretsMatching } from '../targets/secrets-matching.js';

const secrets = defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { stripe: textSecret() } });
const pipelined = defineSecrets({ app: 'other', environments: { all: 'stage:*' }, secrets: { stripe: textSecret() } });
const WARNING = 'Warning: The pattern "stripe*" also matches "stripeother".\n  End it at a boundary: "stripe-*".\n';

describe('printNotes', () => {
  it('prints each note once to standard error, a warning with its resolution, in a process that synthesises as ampx does', async () => {
    const { stderr, stdout } = await synthesised(`
      const fns = ['one', 'two'].map((id) => new Function(stack, id, {
        runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('-'),
      }));
      for (const fn of fns) {
        grantSecretRead(fn, secretsMatching(secrets, 'stripe*'));
        grantSecretRead(fn, 'legacy-token', { branches: 'staging' });
      }
    `);
    expect(stderr).toBe(`${WARNING}Note: "legacy-token": granted in staging only, so not in branch "main".\n`);
    expect(stdout).toBe('');
  });

  it('prints nothing where CDK’s own CLI shows the notes', () => {
    const { app, amplifyFunction } = makeBackend();
    grantSecretRead(amplifyFunction('webhook'), secretsMatching(secrets, 'stripe*'), { deployment: MAIN });
    app.synth();
    expect(printed()).toEqual([]);
  });

  it('prints nothing more when a backend is synthesised again', () => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('webhook'), secretsMatching(secrets, 'stripe*'));
    app.synth();
    app.synth({ force: true });
    expect(printed()).toEqual([WARNING]);
  });

  it('prints a note once for all stages of a pipeline', () => {
    const app = new App();
    for (const name of ['beta', 'prod']) {
      const stage = new Stage(app, name);
      for (const [key, value] of Object.entries(contextOf({ ...STAGE, name }))) stage.node.setContext(key, value);
      const fn = makeFunction(new Stack(stage, 'backend'), 'fn');
      grantSecretRead(fn, secretsMatching(pipelined, 'stripe*'));
    }
    app.synth();
    expect(printed()).toEqual([WARNING]);
  });

  it('leaves out what was acknowledged', () => {
    const { app, root, amplifyFunction } = makeBackend(SANDBOX);
    Annotations.of(root).acknowledgeWarning('@amplify-secrets/backend:pattern');
    grantSecretRead(amplifyFunction('webhook'), secretsMatching(secrets, 'stripe*'));
    app.synth();
    expect(printed()).toEqual([]);
  });

  it('leaves out the annotations of others', () => {
    const { app, root, amplifyFunction } = makeBackend(MAIN);
    Annotations.of(root).addWarningV2('other:thing', 'not ours');
    Annotations.of(root).addWarning('not ours');
    grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
    app.synth();
    expect(printed()).toEqual([]);
  });
});

async function synthesised(body: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const outdir = mkdtempSync(join(tmpdir(), 'print-notes-'));
  const program = `
    import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
    import { App, Stack } from 'aws-cdk-lib';
    import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
    import { grantSecretRead } from ${JSON.stringify(import.meta.resolve('../grant.ts'))};
    import { secretsMatching } from ${JSON.stringify(import.meta.resolve('../targets/secrets-matching.ts'))};
    const secrets = defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { stripe: textSecret() } });
    const app = new App({ outdir: ${JSON.stringify(outdir)} });
    const stack = new Stack(app, 'amplify');
    ${body}
    app.synth();
  `;
  try {
    return await new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        ['--conditions=@amplify-secrets/source', '--import', 'tsx', '--input-type=module', '--eval', program],
        {
          cwd: fileURLToPath(new URL('.', import.meta.url)),
          env: { PATH: process.env.PATH, CDK_CONTEXT_JSON: JSON.stringify(contextOf(MAIN)) },
        },
        (error, stdout, stderr) => (error === null ? resolve({ stdout, stderr }) : reject(error)),
      );
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
