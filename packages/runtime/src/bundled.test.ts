import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as bundled from './bundled.js';
import * as main from './index.js';
import { cert, key } from './transport/self-signed.test.support.js';

const HANDLER = `
  import { defineSecrets, getSecret, jsonSecret } from './bundled.js';
  const secrets = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main', dev: '*' },
    secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']) },
  });
  export const handler = async () => (await getSecret(secrets.stripe)).apiKey.length;
`;
// Raise these only on purpose.
const CEILING_BYTES = 32_600;
const CEILING_GZIP_BYTES = 13_850;

/** As Amplify bundles a function, but for the source map. */
async function bundle(contents: string): Promise<{ text: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    write: false,
  });
  return { text: outputFiles[0]?.text ?? '', metafile };
}

let handler: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  handler = await bundle(HANDLER);
});

/** What of a file is in the bundle, by bytes; nothing of it where it was left out. */
const inBundle = (file: string) =>
  Object.values(handler.metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      path.endsWith(file) && bytesInOutput > 0 ? bytesInOutput : [],
    ),
  );

describe('the main entry, in the bundle of a handler', () => {
  it('contains no other package', () => {
    expect(Object.keys(handler.metafile.inputs).filter((path) => path.includes('node_modules'))).toEqual([]);
  });

  it('imports no module of Node.js, which would make an ES module of it', () => {
    expect(Object.values(handler.metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))).toEqual(
      [],
    );
  });

  it('uses no fetch, which would load undici', () => {
    expect(handler.text).not.toMatch(/\bfetch\(/);
  });

  it('stays below its size limit', () => {
    expect(Buffer.byteLength(handler.text)).toBeLessThan(CEILING_BYTES);
    expect(gzipSync(handler.text).length).toBeLessThan(CEILING_GZIP_BYTES);
  });

  it.each([
    'contract/check-environments.ts',
    'contract/check-names.ts',
    'contract/check-set.ts',
    'contract/describe-value.ts',
    'contract/undeclared-reference.ts',
    'define/check-definition.ts',
    'values/encode.ts',
    'client/client-config.ts',
    'updating/update-secret.ts',
    'updating/update.ts',
    'updating/update-versions.ts',
    'updating/update-in-turn.ts',
    'updating/turn.ts',
    'updating/turn-slot.ts',
    'updating/secret-not-changed.ts',
    'updating/commit.ts',
    'updating/update-parameter.ts',
    'updating/update-memory.ts',
    'updating/update-errors.ts',
    'updating/update-task.ts',
    'updating/update-options.ts',
    'updating/adopt-version.ts',
    'updating/write-version.ts',
    'updating/secret-versions.ts',
    'updating/version-token.ts',
    'updating/patch.ts',
    'updating/json-equal.ts',
    'env/env-secret.ts',
    'use/auth-failure.ts',
    'use/http-failure.ts',
    'use/returned-response.ts',
    'use/second-look.ts',
    'use/secret-client.ts',
    'use/try-versions.ts',
    'use/version-memory.ts',
    'use/walk-error.ts',
    'use/with-secret.ts',
  ])('contains nothing of %s, which it does not use', (file) => {
    expect(Object.keys(handler.metafile.inputs).some((path) => path.endsWith(file))).toBe(true);
    expect(inBundle(file)).toEqual([]);
  });

  it.each(['client/redact-secrets.ts', 'redact/', 'events/emf-events.ts', 'next/', 'rotation/', 'sdk/', 'testing/'])(
    'does not load %s, which is another entry point',
    (file) => {
      expect(Object.keys(handler.metafile.inputs).filter((path) => path.includes(`/${file}`))).toEqual([]);
    },
  );

  it('contains no messages of the checks of a declaration', () => {
    for (const word of [
      'EnvironmentInvalidError',
      'AppNameInvalidError',
      'SecretNameTakenError',
      'DefinitionInvalid',
    ]) {
      expect(handler.text).not.toContain(word);
    }
  });
});

/** Modules of Node.js that https needs, on some version that AWS Lambda runs; each costs a cold start something. */
const NEEDED = [
  'crypto',
  'diagnostics_channel',
  'dns',
  'https',
  'net',
  'stream',
  'stream/promises',
  'string_decoder',
  'tls',
];

describe('a cold read over https', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cold-read-'));
  const server = createServer({ key, cert }, (request, response) => {
    const SecretString = JSON.stringify({ apiKey: 'sk_live_1', webhookSecret: 'whsec_1' });
    request.on('end', () => response.end(JSON.stringify({ Name: 'myapp/prod/stripe', SecretString }))).resume();
  });
  let loaded: readonly string[];

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const [bundled, certificate] = [join(folder, 'handler.mjs'), join(folder, 'certificate.pem')];
    writeFileSync(bundled, handler.text);
    writeFileSync(certificate, cert);
    const program = `
      const before = new Set(process.moduleLoadList);
      const { handler } = await import(process.argv[1]);
      const length = await handler();
      const loaded = process.moduleLoadList.filter((name) => !before.has(name));
      console.log(JSON.stringify({ length, loaded }));
      process.exit();
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program, bundled],
      {
        env: {
          AWS_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'example',
          AWS_ENDPOINT_URL: `https://localhost:${(server.address() as AddressInfo).port}`,
          NODE_EXTRA_CA_CERTS: certificate,
          AMPLIFY_SECRETS: '{"v":1,"apps":{"myapp":{"environment":"prod","store":"secrets-manager"}}}',
        },
      },
    );
    const read: { readonly length: number; readonly loaded: readonly string[] } = JSON.parse(stdout);
    expect(read.length).toBe('sk_live_1'.length);
    loaded = read.loaded.flatMap((name) => /^NativeModule (.*)$/.exec(name)?.[1] ?? []);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  it('loads only those modules of Node.js that https needs', () => {
    const modules = loaded.filter((name) => !name.startsWith('internal/') && !name.startsWith('_'));
    expect(modules).toEqual(expect.arrayContaining(['crypto', 'https']));
    expect(modules.filter((name) => !NEEDED.includes(name))).toEqual([]);
  });

  it.each(['undici', 'webcrypto', 'webstreams', 'worker'])('loads nothing of %s', (part) => {
    expect(loaded.filter((name) => name.includes(part))).toEqual([]);
  });
});

describe('the entry for bundlers', () => {
  it('exports the names of the main entry', () => {
    expect(Object.keys(bundled).toSorted()).toEqual(Object.keys(main).toSorted());
  });

  it('declares the same secrets', () => {
    const declare = ({ defineSecrets, jsonSecret, textSecret, binarySecret }: typeof main) =>
      defineSecrets({
        app: 'myapp',
        environments: { prod: 'main', sandbox: { store: 'secrets-manager' } },
        secrets: {
          fields: jsonSecret(['a', 'b'], { name: { prod: 'x' } }),
          any: jsonSecret(),
          named: jsonSecret({ name: 'y' }),
          text: textSecret(),
          bytes: binarySecret({ name: 'z/{environment}' }),
        },
      });
    const [one, other] = [declare(main), declare(bundled as unknown as typeof main)];
    expect(Object.keys(other)).toEqual(Object.keys(one));
    expect({ ...other }).toEqual({ ...one });
    expect(Object.isFrozen(other) && Object.isFrozen(other.fields.definition.fields)).toBe(true);
  });
});
