import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import * as bundled from './bundled.js';
import * as main from './index.js';

const HANDLER = `
  import { defineSecrets, getSecret, jsonSecret } from './bundled.js';
  const secrets = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main', dev: '*' },
    secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']) },
  });
  export const handler = async () => (await getSecret(secrets.stripe)).apiKey.length;
`;
// The numbers move when someone decides that they should.
const CEILING_BYTES = 33_950;
const CEILING_GZIP_BYTES = 14_050;

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

  it('imports only those modules of Node.js that a cold start needs', () => {
    const imported = Object.values(handler.metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect([...new Set(imported)].toSorted()).toEqual(['node:crypto', 'node:fs/promises', 'node:https']);
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
    'define/check-definition.ts',
    'values/encode.ts',
    'client/client-config.ts',
    'env/env-secret.ts',
  ])('contains nothing of %s, which it does not use', (file) => {
    expect(Object.keys(handler.metafile.inputs).some((path) => path.endsWith(file))).toBe(true);
    expect(inBundle(file)).toEqual([]);
  });

  it.each(['client/redact-secrets.ts', 'redact/', 'events/emf-events.ts', 'next/', 'sdk/', 'testing/'])(
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
