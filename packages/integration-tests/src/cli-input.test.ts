import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Backend,
  type Deployment,
  invoke,
  type LocalAws,
  startLocalAws,
  synthesizeEach,
} from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './user-command.test.support.js';
import { writeProject } from './user-project.test.support.js';

const PEM = '-----BEGIN KEY-----\nMIIE\n-----END KEY-----\n';
/** By the secret that gets it: what is on standard input, and what is stored. */
const STORED: Readonly<Record<string, readonly [given: string | Uint8Array, stored: string | Uint8Array]>> = {
  echo: ['of echo\n', 'of echo'],
  printf: ['of printf', 'of printf'],
  crlf: ['of cmd.exe\r\n', 'of cmd.exe'],
  pem: [PEM, PEM],
  crlfPem: [PEM.replaceAll('\n', '\r\n'), PEM.replaceAll('\n', '\r\n')],
  marked: ['\uFEFFmarked\n', 'marked'],
  wide: ['pässwörd-€-💡\n', 'pässwörd-€-💡'],
  binary: [Uint8Array.from([0, 255, 0xc3, 0x28, 13, 10]), Uint8Array.from([0, 255, 0xc3, 0x28, 13, 10])],
};
const REFUSED: Readonly<Record<string, readonly [given: string | Uint8Array, error: string]>> = {
  empty: ['', 'InputInvalidError'],
  newline: ['\n', 'InputInvalidError'],
  invalidUtf8: [Uint8Array.from([0xc3, 0x28]), 'InputInvalidError'],
  utf16: [Uint8Array.from([0xff, 0xfe, 0x61, 0]), 'InputInvalidError'],
  large: ['x'.repeat(65_537), 'SecretTooLargeError'],
};
const SANDBOX: Deployment = { type: 'sandbox', namespace: 'my-app', name: 'ana' };
const BRANCH: Deployment = { type: 'branch', namespace: 'd123abc', name: 'dev' };
const HAS_AWS_CLI = spawnSync('aws', ['--version']).status === 0;
if (!HAS_AWS_CLI) console.warn('The AWS CLI is not installed: what it reads is not compared.');

const declared = [...Object.keys(STORED), ...Object.keys(REFUSED)];
const FILES = {
  'amplify/secrets/resource.ts': `
    import { binarySecret, defineSecrets, textSecret } from '@amplify-secrets/runtime';
    export const secrets = defineSecrets({
      app: 'shop',
      environments: { dev: '*' },
      secrets: { ${declared.map((key) => `${key}: ${key === 'binary' ? 'binarySecret' : 'textSecret'}()`).join(', ')} },
    });
  `,
  'amplify/reader/handler.ts': `
    import { getSecret } from '@amplify-secrets/runtime';
    import { secrets } from '../secrets/resource.js';
    export const handler = async (keys: (keyof typeof secrets)[]) =>
      Promise.all(keys.map(async (key) => Buffer.from((await getSecret(secrets[key] as never)) as string).toString('base64')));
  `,
  'amplify/reader/resource.ts': `
    import { defineFunction } from '@aws-amplify/backend';
    export const reader = defineFunction({ name: 'reader', timeoutSeconds: 60 });
  `,
  'amplify/backend.ts': `
    import { grantSecretRead } from '@amplify-secrets/backend';
    import { defineBackend } from '@aws-amplify/backend';
    import { reader } from './reader/resource.js';
    import { secrets } from './secrets/resource.js';
    const backend = defineBackend({ reader });
    for (const secret of [${declared.map((key) => `secrets.${key}`).join(', ')}]) grantSecretRead(backend.reader, secret);
  `,
};

let project: string;
let backends: readonly [branch: Backend, sandbox: Backend];
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'cli-input-'));
  writeProject(project, FILES);
  backends = await synthesizeEach({ deployments: [BRANCH, SANDBOX], cwd: project });
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe.each([
  ['in AWS Secrets Manager', BRANCH, ['--env', 'dev']],
  ["in Amplify's own store", SANDBOX, ['--identifier', 'ana']],
] as const)('what amplify-secrets sets from standard input, %s', (_where, deployment, place) => {
  let backend: Backend;
  let aws: LocalAws;
  const names = () => [...aws.secrets.list(), ...aws.parameters.list()].map(({ name }) => name);
  const set = (key: string, input: string | Uint8Array) =>
    runCommand(['amplify-secrets', 'set', key, '-', ...place], { aws, cwd: project }, input);
  beforeAll(async () => {
    backend = backends[deployment === BRANCH ? 0 : 1];
    aws = await startLocalAws({ backends: [backend] });
    for (const [key, [given]] of Object.entries(STORED)) {
      const { code, output } = await set(key, given);
      if (code !== 0) throw new Error(`${key}: ${output}`);
    }
  }, 300_000);
  afterAll(() => aws?.close());

  it('is read by a granted function, byte by byte', async () => {
    const keys = Object.keys(STORED);
    const { payload, error } = await invoke(backend, 'reader', keys, { aws });
    expect(error).toBeUndefined();
    const read = Object.fromEntries(keys.map((key, index) => [key, Object(payload)[index]]));
    expect(read).toEqual(
      Object.fromEntries(
        Object.entries(STORED).map(([key, [, stored]]) => [key, Buffer.from(stored).toString('base64')]),
      ),
    );
  });

  it.skipIf(!HAS_AWS_CLI)('is what the AWS CLI reads', async () => {
    for (const [key, [, stored]] of Object.entries(STORED)) {
      expect([key, (await readByAwsCli(key)).equals(Buffer.from(stored))]).toEqual([key, true]);
    }
  });

  it.each(Object.keys(REFUSED))('is refused, and nothing is stored: %s', async (key) => {
    const [given, error] = REFUSED[key] ?? ['', ''];
    const { code, output } = await set(key, given);
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`${error}: .*\nResolution: `));
    const stored = names().filter((name) => /(empty|newline|invalid|utf|large)/i.test(name));
    expect(stored).toEqual([]);
  });

  if (deployment === SANDBOX) {
    it('is shown by ampx sandbox secret list and get', async () => {
      const ampx = (...words: readonly string[]) =>
        runCommand(['ampx', 'sandbox', 'secret', ...words, ...place], { aws, cwd: project });
      const { output: list } = await ampx('list');
      for (const key of Object.keys(STORED)) expect(list).toContain(key);
      for (const [key, [, stored]] of Object.entries(STORED)) {
        const { output } = await ampx('get', key);
        const shown = typeof stored === 'string' ? stored : Buffer.from(stored).toString('base64');
        for (const line of shown.split(/\r?\n/)) expect([key, output.includes(line)]).toEqual([key, true]);
      }
    });
  }

  /** The bytes of a value. A binary secret is base64 in Parameter Store, and in the output for Secrets Manager. */
  async function readByAwsCli(key: string): Promise<Buffer> {
    const name =
      names().find(
        (each) =>
          each.toLowerCase().endsWith(`/${key}`.toLowerCase()) || (each.endsWith('/crlf-pem') && key === 'crlfPem'),
      ) ?? '';
    const words =
      deployment === BRANCH
        ? ['secretsmanager', 'get-secret-value', '--secret-id', name, '--query', '[SecretString, SecretBinary]']
        : ['ssm', 'get-parameter', '--name', name, '--with-decryption', '--query', '[Parameter.Value, null]'];
    const { bytes, output } = await runCommand(['aws', ...words, '--output', 'json', '--endpoint-url', aws.url], {
      aws,
    });
    if (bytes.length === 0) throw new Error(`${key}: ${output}`);
    const [text, base64]: readonly (string | null)[] = JSON.parse(bytes.toString());
    if (typeof base64 === 'string') return Buffer.from(base64, 'base64');
    return Buffer.from(text ?? '', key === 'binary' ? 'base64' : 'utf8');
  }
});
