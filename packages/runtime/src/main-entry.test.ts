import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const HANDLER = `
  import { defineSecrets, getSecret, jsonSecret } from './index.js';
  const secrets = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main', dev: '*' },
    secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']) },
  });
  export const handler = async () => (await getSecret(secrets.stripe)).apiKey.length;
`;
// The number moves when someone decides that it should.
const CEILING_BYTES = 43_000;

let metafile: Metafile;
let text: string;
beforeAll(async () => {
  const result = await build({
    stdin: { contents: HANDLER, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    write: false,
  });
  metafile = result.metafile;
  text = result.outputFiles[0]?.text ?? '';
});

describe('the main entry, in the bundle of a handler', () => {
  it('brings no package along', () => {
    expect(Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'))).toEqual([]);
  });

  it('imports of Node only what a cold start can afford', () => {
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect([...new Set(imported)].toSorted()).toEqual(['node:crypto', 'node:fs/promises', 'node:https']);
  });

  it('uses no fetch, which would load undici', () => {
    expect(text).not.toMatch(/\bfetch\(/);
  });

  it('stays small', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(CEILING_BYTES);
  });
});
