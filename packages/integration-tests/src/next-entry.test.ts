import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { describe, expect, it } from 'vitest';

// Raise these only on purpose. A client has all functions, withSecret and updateSecret among them.
const CEILING_BYTES = 66_200;
const CEILING_GZIP_BYTES = 26_500;

const SERVER = `
  import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
  import { createNextSecrets } from '@amplify-secrets/runtime/next';
  const secrets = defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { stripe: jsonSecret(['apiKey']) } });
  const { getSecret } = createNextSecrets({ outputs: {} });
  export const GET = async () => Response.json((await getSecret(secrets.stripe)).apiKey.length);
`;

/** Of the built package, as a user's bundler finds it. */
function bundle(options: Pick<BuildOptions, 'platform' | 'conditions' | 'external'>) {
  return build({
    stdin: { contents: SERVER, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'node20',
    metafile: true,
    write: false,
    logLevel: 'silent',
    ...options,
  });
}

describe('the entry for Next.js', () => {
  it('is bundled for a server', async () => {
    const { outputFiles, metafile } = await bundle({ platform: 'node' });
    const text = outputFiles[0]?.text ?? '';
    expect(Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThan(CEILING_BYTES);
    expect(gzipSync(text).length).toBeLessThan(CEILING_GZIP_BYTES);
  });

  it.each<[string, Parameters<typeof bundle>[0]]>([
    ['the browser', { platform: 'browser', external: ['node:*'] }],
    ['the Edge runtime', { platform: 'neutral', conditions: ['edge-light'], external: ['node:*'] }],
    ['a worker', { platform: 'neutral', conditions: ['worker'], external: ['node:*'] }],
  ])('fails a build for %s, and says why', async (_where, options) => {
    const { errors } = await bundle(options).then(
      () => ({ errors: [] }),
      (failure: { errors: { text: string }[] }) => failure,
    );
    expect(errors.map(({ text }) => text)).toEqual([
      'Could not resolve "./this-is-for-server-code-on-the-nodejs-runtime.js"',
    ]);
  });
});

describe('next-client-main-entry: code for the browser that imports a reading entry', () => {
  const entries = ['@amplify-secrets/runtime', '@amplify-secrets/runtime/redact', '@amplify-secrets/runtime/sdk'];

  it.each(
    entries.flatMap((entry) =>
      ['browser', 'edge-light', 'worker'].flatMap((condition) => [
        [entry, [condition]],
        // As webpack and Turbopack resolve, which know this condition on every platform.
        [entry, ['module', condition]],
      ]),
    ) as [string, string[]][],
  )('fails to build with %s, and the error says why: %j', async (entry, conditions) => {
    const contents = `import * as all from '${entry}'; console.log(all);`;
    const { errors } = await build({
      stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      platform: 'neutral',
      format: 'esm',
      write: false,
      logLevel: 'silent',
      conditions,
    }).then(
      () => ({ errors: [] }),
      (failure: { errors: { text: string }[] }) => failure,
    );
    expect(errors.map(({ text }) => text)).toEqual([
      'Could not resolve "./this-is-for-server-code-on-the-nodejs-runtime.js"',
    ]);
  });
});
