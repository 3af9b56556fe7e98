import { describe, expect, it } from 'vitest';
import { testProject } from '../project.test.support.js';
import { runCli } from '../run-cli.test.support.js';

const { folder, write } = testProject();
const SECRETS = `import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
const of = (app) => defineSecrets({ app, environments: { prod: 'main' }, secrets: { token: textSecret() } });`;

/** Runs a command that needs the declaration, and no AWS. */
async function load(source: string) {
  write('declared/shop-secrets.ts', source);
  return runCli(['get', 'none', '--declaration', 'declared/shop-secrets.ts'], { folder });
}

// As `amplify/package.json` says.
write('declared/package.json', JSON.stringify({ type: 'module' }));
write('declared/of.ts', `${SECRETS.replace('const of', 'export const of').replace('app)', 'app: string)')}`);
write('node_modules/named/package.json', JSON.stringify({ name: 'named', type: 'module', exports: './index.js' }));
write('node_modules/named/index.js', "export const name = 'shop';");

describe('loadDeclaration', () => {
  it.each([
    ['a named export', `${SECRETS}\nexport const anything = of('shop');`],
    ['the default export', `${SECRETS}\nexport default of('shop');`],
    ['TypeScript alone', `${SECRETS}\nenum Kind { A }\nexport const secrets = of('shop' satisfies string);`],
    ['a file with helpers', `import { of } from './of.js';\nexport const secrets = of('shop');`],
    [
      'a file that imports another by a variable',
      "const file = './of.ts';\nconst { of } = await import(file);\nexport const secrets = of('shop');",
    ],
    ['a file that imports a package', `import { name } from 'named';\n${SECRETS}\nexport const secrets = of(name);`],
    [
      'a file that depends on where it is',
      `import { basename } from 'node:path';\n${SECRETS}\nexport const secrets = of(basename(new URL(import.meta.url).pathname, '-secrets.ts'));`,
    ],
    [
      'a file that waits',
      `import { setTimeout } from 'node:timers/promises';\n${SECRETS}\nexport const secrets = await setTimeout(1, of('shop'));`,
    ],
    ['a file that prints', `${SECRETS}\nconsole.log('canary');\nexport const secrets = of('shop');`],
  ])('finds the secrets in %s, and keeps stdout for data', async (_what, source) => {
    const { stdout, stderr } = await load(source);
    expect(stdout).toBe('');
    expect(stderr).toContain('The declaration of app "shop" has no such secret.');
  });

  it.each([
    ['exports none', 'export const secrets = {};', 'and exports none'],
    [
      'exports two',
      `${SECRETS}\nexport const a = of('one');\nexport const b = of('two');`,
      'exports those of "one", "two"',
    ],
    ['throws', "throw new RangeError('no such thing');", 'RangeError: no such thing'],
    ['imports what is not installed', "import 'not-installed-anywhere';", 'not-installed-anywhere'],
  ])('says that the file %s, and ends with 1', async (_what, source, message) => {
    const { code, stderr } = await load(source);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DeclarationNotLoadedError: /);
    expect(stderr).toContain(message);
  });

  it('shows an error of the declaration itself with its own resolution', async () => {
    const { code, stderr } = await load(`${SECRETS}\nexport const secrets = of('Shop');`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^AppNameInvalidError: .*\nResolution: Write, for example: app: 'shop'\./);
  });
});
