import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { send, serve } from '../transport/aws-server.test.support.js';
import { sdkTransport } from './index.js';
import { faultOfSdkError } from './sdk-fault.js';

const CANARY = 'canary-5d41402abc4b2a76';
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0)) await close();
});

async function failureOf(listener: Parameters<typeof serve>[0]) {
  const served = await serve(listener);
  closers.push(served.close);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const secretsManager = new SecretsManagerClient({
    region: 'eu-west-1',
    endpoint: served.url,
    credentials,
    maxAttempts: 1,
  });
  const error: unknown = await sdkTransport({ secretsManager })
    .call('GetSecretValue', { SecretId: 'a' }, { signal: new AbortController().signal })
    .catch((reason) => reason);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(CANARY);
  return error;
}

describe('an error of the AWS SDK', () => {
  it.each<[string, Parameters<typeof serve>[0], object]>([
    [
      'a refusal',
      (_, response) => send(response, 400, { __type: 'ValidationException', message: CANARY }),
      { kind: 'refused', code: 'ValidationException', statusCode: 400 },
    ],
    [
      'throttling',
      (_, response) => send(response, 400, { __type: 'ThrottlingException', message: 'x' }),
      { kind: 'throttled', code: 'ThrottlingException' },
    ],
    [
      '5xx',
      (_, response) => send(response, 500, { __type: 'InternalServiceError', message: CANARY }),
      { kind: 'unreachable', statusCode: 500 },
    ],
    ['HTML', (_, response) => response.writeHead(502).end(`<html>${CANARY}</html>`), { kind: 'unreachable' }],
    [
      'half a JSON text',
      (_, response) => response.writeHead(200).end(`{"SecretString":"${CANARY}`),
      { kind: 'unreachable' },
    ],
    ['a reset', (request) => request.socket.destroy(), { kind: 'unreachable' }],
  ])('becomes a fault that does not quote it: %s', async (_, listener, expected) => {
    expect(await failureOf(listener)).toMatchObject({ name: 'TransportFault', ...expected });
  });

  it('becomes an error of ours without a region or credentials', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-aws-'));
    closers.push(() => rm(folder, { recursive: true }));
    for (const variable of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_PROFILE'])
      vi.stubEnv(variable, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const { signal } = new AbortController();
    const read = () => sdkTransport().call('GetSecretValue', { SecretId: 'a' }, { signal });
    await expect(read()).rejects.toMatchObject({ name: 'RegionMissingError' });
    await expect(sdkTransport().region()).rejects.toMatchObject({ name: 'RegionMissingError' });
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    await expect(read()).rejects.toMatchObject({ name: 'TransportFault', kind: 'credentials' });
  });
});

describe('sso-expired: a profile whose session has ended', () => {
  it('is reported in the sentence of the AWS SDK, with the command that mends it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sso-'));
    closers.push(() => rm(folder, { recursive: true }));
    const config = join(folder, 'config');
    await writeFile(
      config,
      '[profile dev]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = Admin\nregion = eu-west-1\n[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n',
    );
    for (const variable of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(variable, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', config);
    vi.stubEnv('AWS_PROFILE', 'dev');
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const read = createSecretsClient({ transport: sdkTransport() }).getSecret('a');
    await expect(read).rejects.toMatchObject({
      name: 'CredentialsMissingError',
      message: expect.stringMatching(/The AWS SDK found no credentials: .*aws sso login/),
      resolution: expect.stringContaining('sign in:\naws sso login\n'),
    });
  });

  it.each([
    ['CredentialsProviderError', 'Command failed: vault read\ntoken=canary', false],
    ['CredentialsProviderError', 'Profile dev could not be found in shared credentials file.', true],
    ['TokenProviderError', "Token is expired. To refresh this SSO session run 'aws sso login' with it.", true],
  ])('quotes no output of a program: %s %j', (name, message, isQuoted) => {
    const fault = faultOfSdkError('GetSecretValue', Object.assign(new Error(message), { name }));
    expect(fault.message).toBe(`The AWS SDK found no credentials${isQuoted ? `: ${message}` : '.'}`);
  });
});

describe('sdkTransport without the AWS SDK', () => {
  it('rejects with what to install', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-sdk-'));
    closers.push(() => rm(folder, { recursive: true }));
    const outfile = join(folder, 'program.mjs');
    const program = `
      import { faultOfSdkError } from './sdk-fault.js';
import { sdkTransport } from './index.js';
      const { signal } = new AbortController();
      const transport = sdkTransport();
      const say = ({ name, resolution }) => console.log(name + ': ' + resolution);
      await transport.call('GetSecretValue', { SecretId: 'a' }, { signal }).catch(say);
      await transport.call('GetParameters', { Names: [], WithDecryption: true }, { signal }).catch(say);
      await transport.region().catch(say);
    `;
    await build({
      stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['@aws-sdk/*'],
      outfile,
    });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { cwd: folder });
    expect(stdout.trim().split('\n')).toEqual([
      'SdkMissingError: Run: npm install @aws-sdk/client-secrets-manager',
      'SdkMissingError: Run: npm install @aws-sdk/client-ssm',
      'SdkMissingError: Run: npm install @aws-sdk/client-secrets-manager',
    ]);
  });
});
