import { spawnSync } from 'node:child_process';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';

async function bundle(contents: string): Promise<{ text: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    metafile: true,
    write: false,
  });
  return { text: outputFiles[0]?.text ?? '', metafile };
}

describe('the built package @amplify-secrets/runtime', () => {
  const declare = "defineSecrets({ app: 'My App', environments: {}, secrets: {} })";

  it('gives bundlers the entry that does not validate declarations', async () => {
    const { text, metafile } = await bundle(`import { defineSecrets } from '@amplify-secrets/runtime'; ${declare}`);
    expect(Object.keys(metafile.inputs).some((path) => path.endsWith('dist/bundled.js'))).toBe(true);
    expect(text).not.toContain('AppNameInvalidError');
  });

  it('gives Node.js, and so syntheses and tests, the entry that validates them', () => {
    const script = `console.log(import.meta.resolve('@amplify-secrets/runtime')); import { defineSecrets } from '@amplify-secrets/runtime'; ${declare}`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/dist\/index\.js$/m);
    expect(stderr).toContain('AppNameInvalidError');
    expect(status).toBe(1);
  });
});
