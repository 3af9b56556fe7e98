import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

const RUNTIME = /^@amplify-secrets\/runtime(?:\/|$)/;
/** What has another meaning in a bundle. */
const OF_ITS_PLACE = /\bimport\.meta\b|\bimport\s*\(|\b__(?:dirname|filename)\b|\brequire\b/;

/**
 * Imports a declaration as one bundle, which takes half of the time of the loader of tsx. Only one that imports nothing but files of the
 * project, Node.js and the runtime: what imports other packages or on demand, or depends on where its file is, is left to tsx.
 *
 * @returns What it exports; undefined where the file is to be loaded with tsx, which also says what is wrong with it.
 * @throws What the declaration itself throws.
 */
export async function importBundled(file: string): Promise<unknown> {
  const code = await bundle(file);
  return code === undefined ? undefined : import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

async function bundle(file: string): Promise<Uint8Array | undefined> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: `node${process.versions.node}`,
      logLevel: 'silent',
      plugins: [packages],
    });
    const dependsOnPlace = (input: string) => OF_ITS_PLACE.test(readFileSync(resolve(input), 'utf8'));
    return Object.keys(metafile.inputs).some(dependsOnPlace) ? undefined : outputFiles[0]?.contents;
  } catch {
    return undefined;
  }
}

/** The runtime stays a separate module, the one that Node.js would load. No other package can be resolved from a bundle. */
const packages: Plugin = {
  name: 'packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return undefined;
      if (isBuiltin(path)) return { path, external: true };
      if (!RUNTIME.test(path)) return { errors: [{ text: `${path} is a package` }] };
      return { path: pathToFileURL(createRequire(importer).resolve(path)).href, external: true };
    });
  },
};
