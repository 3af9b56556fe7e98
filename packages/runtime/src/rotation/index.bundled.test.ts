import { build } from 'esbuild';
import { expect, it } from 'vitest';

// Raise this only on purpose.
const CEILING_BYTES = 52_000;

const HANDLER = `
  import { defineSecrets, jsonSecret } from '../bundled.js';
  import { generatedSecret, rotationHandler } from './index.js';
  const { keys } = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main', dev: '*' },
    secrets: { keys: jsonSecret(['previous', 'current', 'next']) },
  });
  export const handler = rotationHandler(keys, generatedSecret());
`;

it('keeps the bundle of a rotation function below its size limit, without the strategies that it does not use', async () => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: HANDLER, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    write: false,
  });
  expect(outputFiles[0]?.contents.length).toBeLessThan(CEILING_BYTES);
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  expect(used.some((path) => path.endsWith('rotation/generated-secret.ts'))).toBe(true);
  expect(used.filter((path) => /(postgres|mysql)-user|overlapping-keys|refreshed-token/.test(path))).toEqual([]);
});
