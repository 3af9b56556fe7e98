import { describe, expect, it } from 'vitest';
import { ARROWS } from './arrows.js';
import { importsOf, productFilesOf, resolved, type SourceFile } from './source-files.js';

/** Package → what its product code may import, besides Node.js's own modules and its own files. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  runtime: ['@standard-schema/spec', '@aws-sdk/client-secrets-manager', '@aws-sdk/client-ssm'],
  local: [],
  backend: [
    '@amplify-secrets/runtime/contract',
    'aws-cdk-lib',
    'constructs',
    '@aws-amplify/backend',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ssm',
  ],
  cli: [
    '@amplify-secrets/local',
    '@amplify-secrets/runtime',
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/client-kms',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ssm',
    '@aws-sdk/client-sts',
    '@clack/prompts',
    'cli-table3',
    'commander',
    'diff',
    'esbuild',
    'string-width',
    'tsx',
    // Its types; the project's own is loaded.
    'typescript',
  ],
};

/** What a package may know in one place only, each loaded when it is needed: file or folder by module. */
const CONFINED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  runtime: { '@aws-sdk/': 'sdk/' },
  backend: {
    '@aws-sdk/client-secrets-manager': 'check-secrets/',
    '@aws-sdk/client-ssm': 'check-secrets/',
    '@aws-amplify/backend': 'amplify-secret/',
  },
  cli: {
    '@aws-sdk/client-cloudwatch-logs': 'aws/',
    '@aws-sdk/client-kms': 'aws/',
    '@clack/prompts': 'terminal/',
    'cli-table3': 'terminal/table.ts',
    commander: 'program.ts',
    diff: 'source/unified-diff.ts',
    esbuild: 'declaration/import-bundled.ts',
    tsx: 'declaration/',
  },
};

describe.each(Object.entries(ALLOWED))('packages/%s', (name, allowed) => {
  const imports = productFilesOf(name).flatMap((file) =>
    importsOf(file).map((specifier) => ({ file, specifier, line: `${file.path}: ${specifier}` })),
  );

  it('imports only the packages that it may know', () => {
    const unknown = imports
      .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter(({ specifier }) => !allowed.some((known) => specifier === known || specifier.startsWith(`${known}/`)));
    expect(unknown.map(({ line }) => line)).toEqual([]);
  });

  it('imports by path only from its own src', () => {
    const outside = imports.filter(
      ({ file, specifier }) => specifier.startsWith('.') && resolved(file, specifier).startsWith('..'),
    );
    expect(outside.map(({ line }) => line)).toEqual([]);
  });
});

describe.each(
  Object.entries(CONFINED).flatMap(([name, places]) =>
    Object.entries(places).map((place) => [name, ...place] as const),
  ),
)('packages/%s: %s', (name, module, place) => {
  it(`is imported in ${place} alone`, () => {
    const importers = productFilesOf(name)
      .filter((file) => importsOf(file).some((specifier) => specifier.startsWith(module)))
      .map(({ path }) => path);
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.filter((path) => !path.startsWith(place))).toEqual([]);
  });
});

describe.each(Object.entries(ARROWS))('the folders of packages/%s', (name, arrows) => {
  it('import each other as in arrows.ts, which has no arrow that is not used', () => {
    const sorted = (table: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(table).map(([from, to]) => [from, [...to].sort()]));
    expect(sorted(arrowsIn(productFilesOf(name)))).toEqual(sorted(arrows));
  });

  it('import only what stands above them in arrows.ts', () => {
    const above: string[] = [];
    for (const [from, to] of Object.entries(arrows)) {
      expect([from, to.filter((each) => !above.includes(each))]).toEqual([from, []]);
      above.push(from);
    }
  });
});

describe('packages/backend/src', () => {
  it('has at most eight source files at its root', () => {
    expect(productFilesOf('backend').filter(({ path }) => !path.includes('/')).length).toBeLessThanOrEqual(8);
  });
});

/** Folder, or file at the root → the folders and files at the root that it imports. */
function arrowsIn(files: readonly SourceFile[]): Record<string, string[]> {
  const placeOf = (path: string) => path.split('/')[0] ?? '';
  const arrows = new Map(files.map(({ path }) => [placeOf(path), new Set<string>()]));
  for (const file of files) {
    const from = placeOf(file.path);
    for (const specifier of importsOf(file).filter((each) => each.startsWith('.'))) {
      const target = resolved(file, specifier);
      // Docstrings import files of users.
      if (files.some(({ path }) => path === target) && placeOf(target) !== from) arrows.get(from)?.add(placeOf(target));
    }
  }
  return Object.fromEntries([...arrows].map(([from, to]) => [from, [...to]]));
}
