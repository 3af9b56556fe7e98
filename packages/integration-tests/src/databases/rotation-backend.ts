import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineSecretRotation, grantSecretRead } from '@amplify-secrets/backend';
import { type Backend, type Deployment, loadBackend } from '@amplify-secrets/local';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { secrets } from './rotated-secrets.js';

const DEPLOYMENT: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' };

/** A backend whose function `rotate` rotates `secrets.database`, and whose function `app` reads it. */
export interface RotationBackend {
  readonly backend: Backend;
  remove(): void;
}

/** `environment` is that of the rotation function, and `entry` its handler's file. */
export async function rotationBackend(
  environment: Record<string, string>,
  entry = 'rotate-database.ts',
): Promise<RotationBackend> {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-rotation-'));
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile: join(folder, 'code/index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@amplify-secrets/source'],
    external: ['pg-native'],
    logLevel: 'error',
  });
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'backend', { env: { region: 'us-east-1', account: '123456789012' } });
  const runtime = Runtime.NODEJS_22_X;
  const rotate = new LambdaFunction(stack, 'rotate', {
    code: Code.fromAsset(join(folder, 'code')),
    handler: 'index.handler',
    runtime,
    timeout: Duration.seconds(60),
    environment,
  });
  const reader = new LambdaFunction(stack, 'app', { code: Code.fromInline('//'), handler: 'index.handler', runtime });
  defineSecretRotation(stack, secrets.database, {
    function: rotate,
    schedule: 'rate(30 days)',
    deployment: DEPLOYMENT,
  });
  grantSecretRead(rotate, secrets.databaseAdmin, { deployment: DEPLOYMENT });
  grantSecretRead(reader, secrets.database, { deployment: DEPLOYMENT });
  app.synth();
  return {
    backend: loadBackend(join(folder, 'cdk.out')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
