import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.js';

interface Entry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** Inside the tarball of another package, whose integrity covers it. */
  readonly inBundle?: boolean;
}

const lock: { readonly packages: Readonly<Record<string, Entry>> } = JSON.parse(
  readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8'),
);
const downloaded = Object.entries(lock.packages).filter(
  ([path, { link, inBundle }]) => path.includes('node_modules/') && link !== true && inBundle !== true,
);

describe('S1: package-lock.json', () => {
  it('has the integrity of every package that npm downloads', () => {
    expect(downloaded.length).toBeGreaterThan(500);
    expect(downloaded.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([]);
  });

  it('names no registry, so that each installation uses its own', () => {
    expect(downloaded.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('links only to the packages of this repository', () => {
    const links = Object.entries(lock.packages).filter(([, { link }]) => link === true);
    expect(links.filter(([, { resolved }]) => !/^packages\/[a-z-]+$/.test(resolved ?? ''))).toEqual([]);
  });
});
