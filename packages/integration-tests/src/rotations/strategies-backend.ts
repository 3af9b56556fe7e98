import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineSecretRotation } from '@amplify-secrets/backend';
import { type Backend, loadBackend } from '@amplify-secrets/local';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { ROTATED, type RotatedKey, secrets } from './rotated-keys.js';

/** A backend with a rotation function for each secret, which is killed by what the file of its secret says. */
export interface StrategiesBackend {
  readonly backend: Backend;
  killFile(secret: RotatedKey): string;
  remove(): void;
}

export async function strategiesBackend(PROVIDER_URL: string): Promise<StrategiesBackend> {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-strategies-'));
  const killFile = (secret: RotatedKey) => join(folder, `kill-${secret}`);
  await build({
    entryPoints: [fileURLToPath(new URL('killed-strategies.ts', import.meta.url))],
    outfile: join(folder, 'code/index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@amplify-secrets/source'],
    logLevel: 'error',
  });
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'backend', { env: { region: 'us-east-1', account: '123456789012' } });
  for (const secret of ROTATED) {
    const rotate = new LambdaFunction(stack, secret, {
      code: Code.fromAsset(join(folder, 'code')),
      handler: `index.${secret}`,
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(60),
      environment: { PROVIDER_URL, KILL_FILE: killFile(secret) },
    });
    defineSecretRotation(stack, secrets[secret], {
      function: rotate,
      schedule: 'rate(900 days)',
      deployment: { type: 'branch', namespace: 'd1a2b3', name: 'main' },
    });
  }
  app.synth();
  return {
    backend: loadBackend(join(folder, 'cdk.out')),
    killFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
