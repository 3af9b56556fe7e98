import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Deployment } from '../backend/model.js';
import { temporaryFolder } from '../temporary-folder.js';
import { synthesize } from './synthesize.js';

const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));
const deployment: Deployment = { type: 'branch', namespace: 'd123abc', name: 'main' };
const OWN = {
  'package.json': '{"name":"app","private":true,"type":"module"}',
  'package-lock.json': '{"name":"app","lockfileVersion":3,"packages":{}}',
  'amplify/backend.ts': "throw new Error('the own backend');\n",
  'amplify/name.ts': "export const name = 'own';\n",
  'src/outside.ts': "export const outside = 'own';\n",
};

vi.setConfig({ testTimeout: 180_000 });

describe('synthesize({ files })', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = temporaryFolder();
    for (const [path, content] of Object.entries(OWN)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), content);
    }
    symlinkSync(modules, join(cwd, 'node_modules'));
  });

  it("is used in place of the project's files, which stay as they are, and has new ones", async () => {
    const files = {
      'amplify/backend.ts':
        "import { name } from './name';\nimport { added } from './more/added';\nthrow new Error([name, added].join(' and '));\n",
      'amplify/name.ts': "export const name = 'replaced';\n",
      'amplify/more/added.ts': "export const added = 'added';\n",
    };
    await expect(synthesize({ cwd, deployment, files })).rejects.toMatchObject({
      name: 'SynthesisFailedError',
      cause: { message: 'replaced and added' },
    });
    for (const [path, content] of Object.entries(OWN)) expect(readFileSync(join(cwd, path), 'utf8')).toBe(content);
    expect(() => readFileSync(join(cwd, 'amplify/more/added.ts'))).toThrow('ENOENT');
    await expect(synthesize({ cwd, deployment })).rejects.toMatchObject({ cause: { message: 'the own backend' } });
  });

  it.each(['src/outside.ts', '../elsewhere.ts', 'package.json', 'amplify', 'node_modules/typescript/x.ts'])(
    'refuses a file outside of the folder of the entry: %s',
    async (path) => {
      await expect(synthesize({ cwd, deployment, files: { [path]: '' } })).rejects.toMatchObject({
        name: 'LocalOptionInvalidError',
        message: `The option "files" of synthesize must name files in the folder of amplify/backend.ts, and got "${path}".`,
        resolution: expect.stringContaining("files: { 'amplify/backend.ts':"),
      });
      expect(readFileSync(join(cwd, 'src/outside.ts'), 'utf8')).toBe(OWN['src/outside.ts']);
    },
  );

  it('refuses a file behind a link that leads out of that folder', async () => {
    symlinkSync(join(cwd, 'src'), join(cwd, 'amplify/linked'));
    const files = { 'amplify/linked/outside.ts': '' };
    await expect(synthesize({ cwd, deployment, files })).rejects.toMatchObject({ name: 'LocalOptionInvalidError' });
    expect(readFileSync(join(cwd, 'src/outside.ts'), 'utf8')).toBe(OWN['src/outside.ts']);
  });
});
