import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { linkProvidedPackages } from './provided-packages.js';

/** A project with these packages, and these links from a package to where the package manager put it. */
function projectOf(packages: readonly string[], links: Readonly<Record<string, string>> = {}): string {
  const root = temporaryFolder();
  for (const folder of packages) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'package.json'), '{}');
    writeFileSync(join(root, folder, 'index.js'), '');
  }
  for (const [from, to] of Object.entries(links)) {
    mkdirSync(dirname(join(root, from)), { recursive: true });
    symlinkSync(join(root, to), join(root, from));
  }
  return root;
}

/** Where a bundle of the project's functions finds a package. */
function found(root: string, name: string, project = root): string | undefined {
  const folder = temporaryFolder();
  linkProvidedPackages(project, folder);
  const bundle = join(folder, 'cdk.out', 'asset', 'index.mjs');
  const path = join(folder, 'node_modules', name);
  if (!existsSync(path)) return undefined;
  return dirname(realpathSync(createRequire(bundle).resolve(name))).slice(root.length + 1);
}

describe('pnpm-invoke-provided-sdk: a bundle', () => {
  it.each([
    ['of npm', ['node_modules/@aws-sdk/client-ssm'], {}, 'node_modules/@aws-sdk/client-ssm'],
    [
      'of pnpm, in the folder of what the project does not name',
      ['node_modules/.pnpm/client-ssm@3/node_modules/@aws-sdk/client-ssm'],
      {
        'node_modules/.pnpm/node_modules/@aws-sdk/client-ssm':
          'node_modules/.pnpm/client-ssm@3/node_modules/@aws-sdk/client-ssm',
      },
      'node_modules/.pnpm/client-ssm@3/node_modules/@aws-sdk/client-ssm',
    ],
    [
      'of a package manager that gives each package its own dependencies',
      [
        'node_modules/.store/backend@1/node_modules/@aws-amplify/backend',
        'node_modules/.store/backend@1/node_modules/@aws-sdk/client-ssm',
      ],
      { 'node_modules/@aws-amplify/backend': 'node_modules/.store/backend@1/node_modules/@aws-amplify/backend' },
      'node_modules/.store/backend@1/node_modules/@aws-sdk/client-ssm',
    ],
    [
      'that a package of the project has for itself',
      ['node_modules/@amplify-secrets/backend/node_modules/@aws-sdk/client-ssm'],
      {},
      'node_modules/@amplify-secrets/backend/node_modules/@aws-sdk/client-ssm',
    ],
  ])('finds the AWS SDK %s', (_name, packages, links, expected) => {
    expect(found(projectOf(packages, links), '@aws-sdk/client-ssm')).toBe(expected);
  });

  it('finds the package of the nearest folder', () => {
    const root = projectOf(['node_modules/@smithy/types', 'apps/web/node_modules/@smithy/types']);
    expect(found(root, '@smithy/types', join(root, 'apps/web'))).toBe('apps/web/node_modules/@smithy/types');
  });

  it('finds no package that is not of the AWS SDK', () => {
    const root = projectOf(['node_modules/zod', 'node_modules/@aws-sdk/client-ssm']);
    expect(found(root, 'zod')).toBeUndefined();
  });
});
