import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

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
    '@aws-sdk/client-amplify',
  ],
};

/** What a package may know in one place only, each loaded when it is needed: file or folder by module. */
const CONFINED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  runtime: { '@aws-sdk/': 'sdk/' },
  backend: {
    '@aws-sdk/client-secrets-manager': 'check-secrets/',
    '@aws-sdk/client-ssm': 'check-secrets/',
    '@aws-amplify/backend': 'amplify-secret/',
    // In the text of the function that Lambda runs.
    '@aws-sdk/client-amplify': 'compute-role/attach-handler.ts',
  },
};

describe.each(Object.entries(ALLOWED))('packages/%s', (name, allowed) => {
  const files = sourceFiles(join(repositoryRoot, 'packages', name, 'src'));

  it('imports only the packages that it may know', () => {
    const unknown = files.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .filter((specifier) => !allowed.some((known) => specifier === known || specifier.startsWith(`${known}/`)))
        .map((specifier) => `${file.slice(repositoryRoot.length)}: ${specifier}`),
    );
    expect(unknown).toEqual([]);
  });

  it('imports by path only from its own src', () => {
    const outside = files.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .filter((specifier) => !join(file, '..', specifier).startsWith(join(repositoryRoot, 'packages', name, 'src')))
        .map((specifier) => `${file.slice(repositoryRoot.length)}: ${specifier}`),
    );
    expect(outside).toEqual([]);
  });
});

describe.each(
  Object.entries(CONFINED).flatMap(([name, places]) =>
    Object.entries(places).map((place) => [name, ...place] as const),
  ),
)('packages/%s: %s', (name, module, place) => {
  it(`is imported in ${place} alone`, () => {
    const source = join(repositoryRoot, 'packages', name, 'src');
    const met = sourceFiles(source)
      .filter((file) => importsOf(readFileSync(file, 'utf8')).some((specifier) => specifier.startsWith(module)))
      .map((file) => file.slice(source.length + 1));
    expect(met.length).toBeGreaterThan(0);
    expect(met.filter((file) => !file.startsWith(place))).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.test\.(support\.)?ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Static imports, re-exports, dynamic imports and require, types included: a type is knowledge too. */
function importsOf(source: string): string[] {
  return [...source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|(?<!\.)\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g)].flatMap(
    ([, , specifier]) => specifier ?? [],
  );
}
