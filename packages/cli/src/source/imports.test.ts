import { describe, expect, it } from 'vitest';
import { addImports, removeUnusedImports } from './imports.js';
import { edited, source, typescript } from './source.test.support.js';

const GRANT = { module: '@amplify-secrets/backend', names: ['grantSecretRead'] };

function added(text: string, needed = [GRANT]): string {
  const file = source(text);
  return edited(file, addImports(typescript, file, needed));
}

describe('addImports', () => {
  it.each([
    [
      'in the place that the alphabet gives it',
      "import { defineBackend } from '@aws-amplify/backend';\nimport { a } from './a.js';\n",
      "import { grantSecretRead } from '@amplify-secrets/backend';\nimport { defineBackend } from '@aws-amplify/backend';\nimport { a } from './a.js';\n",
    ],
    [
      'after imports in another order',
      'import { z } from "z";\nimport { a } from "a";\n\nz(a);\n',
      'import { z } from "z";\nimport { a } from "a";\nimport { grantSecretRead } from "@amplify-secrets/backend";\n\nz(a);\n',
    ],
    [
      'to an import of the module',
      "import { configureGuard } from '@amplify-secrets/backend';\n",
      "import { configureGuard, grantSecretRead } from '@amplify-secrets/backend';\n",
    ],
    [
      'to an import of several lines, as it is written',
      "import {\r\n  a,\r\n  b,\r\n} from '@amplify-secrets/backend';\r\n",
      "import {\r\n  a,\r\n  b,\r\n  grantSecretRead,\r\n} from '@amplify-secrets/backend';\r\n",
    ],
    [
      'with the line breaks and without the semicolons of the file',
      "import { z } from 'z'\r\n",
      "import { grantSecretRead } from '@amplify-secrets/backend'\r\nimport { z } from 'z'\r\n",
    ],
    [
      'beside an import of types',
      "import type { GuardFinding } from '@amplify-secrets/backend';\n",
      "import type { GuardFinding } from '@amplify-secrets/backend';\nimport { grantSecretRead } from '@amplify-secrets/backend';\n",
    ],
    ['to a file without imports', 'f();\n', "import { grantSecretRead } from '@amplify-secrets/backend';\n\nf();\n"],
    [
      'not a second time',
      "import { grantSecretRead } from '@amplify-secrets/backend';\n",
      "import { grantSecretRead } from '@amplify-secrets/backend';\n",
    ],
  ])('adds a name %s', (_, before, after) => expect(added(before)).toBe(after));

  it('adds names of several modules to a file without imports, with one empty line below', () => {
    const own = { module: './own.js', names: ['own'] };
    expect(added('f();\n', [GRANT, own])).toBe(
      "import { grantSecretRead } from '@amplify-secrets/backend';\nimport { own } from './own.js';\n\nf();\n",
    );
  });
});

describe('removeUnusedImports', () => {
  const use = 'f(new PolicyStatement());';

  function removed(imports: string, rest = ''): string {
    const file = source(`${imports}\n${use}\n${rest}`);
    const start = file.text.indexOf(use);
    const edit = { start, end: start + use.length, text: 'g();' };
    return edited(file, [edit, ...removeUnusedImports(typescript, file, ['PolicyStatement', 'iam'], [edit])]);
  }

  it.each([
    ['the whole import', "import { PolicyStatement } from 'aws-cdk-lib/aws-iam';", 'g();\n'],
    ['one name', "import { Effect, PolicyStatement } from 'i';", "import { Effect } from 'i';\ng();\n"],
    ['a namespace', "import * as iam from 'i';", 'g();\n'],
  ])('removes %s that nothing uses any more', (_, before, after) => expect(removed(before)).toBe(after));

  it('keeps a name that something else uses', () => {
    const imports = "import { PolicyStatement } from 'i';";
    expect(removed(imports, 'h(PolicyStatement);\n')).toBe(`${imports}\ng();\nh(PolicyStatement);\n`);
  });

  it('keeps names that it was not given', () => {
    expect(removed("import { unused } from 'i';")).toBe("import { unused } from 'i';\ng();\n");
  });
});
