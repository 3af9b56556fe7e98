import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { MeasuredHandler } from '../peers.js';
import type { AmplifyAdditions } from './amplify-additions.js';

export interface Bundle {
  readonly code: string;
  readonly sourceMap: string;
  readonly minified: number;
  readonly gzipped: number;
  /** Source file, from the repository's root → the bytes it contributes to the minified code. */
  readonly parts: Readonly<Record<string, number>>;
}

/**
 * A peer's handler bundled as Amplify's `defineFunction` does for nodejs22.x: ESM, minified, with a source map, the AWS SDK inside.
 * The kit in it is the built one. Without `additions` it is the function's own code alone. Sizes in bytes, without the source map.
 */
export async function bundleHandler(
  { entry, mainFields }: Pick<MeasuredHandler, 'entry' | 'mainFields'>,
  additions?: AmplifyAdditions,
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `import { createHandler } from './${entry}.ts'; export const handler = createHandler();`,
      resolveDir: fileURLToPath(new URL('../../src/peers', import.meta.url)),
      sourcefile: 'handler.ts',
      loader: 'ts',
    },
    // The repository, so that `parts` has the same paths wherever this runs.
    absWorkingDir: fileURLToPath(new URL('../../../../', import.meta.url)),
    outfile: 'index.mjs',
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    minify: true,
    sourcemap: true,
    metafile: true,
    write: false,
    loader: { '.node': 'file' },
    logLevel: 'error',
    ...(mainFields && { mainFields: [...mainFields] }),
    ...(additions && { banner: { js: additions.banner }, inject: [additions.shim] }),
  });
  const textOf = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  const code = textOf('.mjs');
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const parts = inputs.map(([file, { bytesInOutput }]) => [file, bytesInOutput] as const);
  return {
    code,
    sourceMap: textOf('.map'),
    minified: Buffer.byteLength(code),
    gzipped: gzipSync(code, { level: 9 }).length,
    parts: Object.fromEntries(parts.sort(([, a], [, b]) => b - a)),
  };
}
