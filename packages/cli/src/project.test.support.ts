import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const PACKAGES = fileURLToPath(new URL('../../', import.meta.url));

/** What most tests declare: each kind, in both stores. */
export const DECLARATION = `
import { binarySecret, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'shop',
  environments: {
    prod: 'main',
    staging: ['staging', 'release/*'],
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackToken: textSecret(),
    keystore: binarySecret(),
  },
});
`;

export interface TestProject {
  readonly folder: string;
  write(path: string, content: string): void;
}

/** A project in a temporary folder, named `shop-web`, which ends with the tests of its file. */
export function testProject(declaration = DECLARATION, manifest: object = {}): TestProject {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const project: TestProject = {
    folder,
    write(path, content) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
  };
  project.write('package.json', JSON.stringify({ name: 'shop-web', ...manifest }));
  project.write('amplify/package.json', JSON.stringify({ type: 'module' }));
  project.write('amplify/secrets/resource.ts', declaration);
  mkdirSync(join(folder, 'node_modules/@amplify-secrets'), { recursive: true });
  symlinkSync(join(PACKAGES, 'runtime'), join(folder, 'node_modules/@amplify-secrets/runtime'));
  return project;
}
