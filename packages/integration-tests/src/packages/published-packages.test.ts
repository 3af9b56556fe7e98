import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PUBLISHED } from '../house/source-files.js';
import { repositoryRoot } from '../repository.js';

const read = (...path: string[]) => readFileSync(join(repositoryRoot, ...path), 'utf8');

describe.each(PUBLISHED)('S1: packages/%s', (name) => {
  it('publishes the license, the readme and nothing of its tests', () => {
    const packed = execFileSync('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {
      cwd: join(repositoryRoot, 'packages', name),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ files }]: [{ files: readonly { path: string }[] }] = JSON.parse(packed);
    const paths = files.map(({ path }) => path);
    const entry = name === 'cli' ? 'bin' : 'index';
    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', `dist/${entry}.js`, `src/${entry}.ts`]));
    expect(paths.filter((path) => /\.test\.|tsbuildinfo|^(?!(dist|src)\/).*\//.test(path))).toEqual([]);
    expect(read('packages', name, 'LICENSE')).toBe(read('LICENSE'));
  });

  it('says where its repository, its folder in it, its page and its issues are', () => {
    const { repository, homepage, bugs } = JSON.parse(read('package.json'));
    const manifest = JSON.parse(read('packages', name, 'package.json'));
    expect(manifest.repository).toEqual({ ...repository, directory: `packages/${name}` });
    expect(manifest.homepage).toBe(homepage.replace('#readme', `/tree/main/packages/${name}#readme`));
    expect(manifest.bugs).toBe(bugs);
  });

  it('links from its README to its pages and its errors', () => {
    const readme = read('packages', name, 'README.md');
    expect(readme).toMatch(/blob\/main\/docs\/errors\.md/);
    expect(readme.match(/blob\/main\/docs\//g)?.length).toBeGreaterThan(3);
  });

  it('asks npm for provenance, and names no address that does not exist yet', () => {
    const manifest = JSON.parse(read('packages', name, 'package.json'));
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
    expect(manifest.license).toBe('Apache-2.0');
    for (const field of ['repository', 'homepage', 'bugs']) {
      expect(JSON.stringify(manifest[field] ?? '')).not.toMatch(/example|todo|your-|<|placeholder/i);
    }
  });
});

describe('S1: the release workflow', () => {
  const workflow = read('.github/workflows/release.yml');

  it('has what provenance needs, and no npm token', () => {
    expect(workflow).toMatch(/^ +id-token: write/m);
    expect(workflow).toContain("NPM_CONFIG_PROVENANCE: 'true'");
    expect(workflow).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
  });

  it('is what the security policy names', () => {
    expect(read('SECURITY.md')).toContain('.github/workflows/release.yml');
    expect(read('SECURITY.md')).toContain('npm audit signatures');
  });
});
