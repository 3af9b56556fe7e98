import { describe, expect, it } from 'vitest';
import { codeStyleOf } from '../amplify-project/code-style.js';
import { definedBackend } from '../amplify-project/defined-backend.js';
import { edited, source, typescript } from '../source/source.test.support.js';
import { grantEdits, type NewFunction } from './edit-backend.js';

const DEFINE = { name: 'readSecret', module: './functions/read-secret/resource' };

function granted(text: string, secrets: readonly string[], define?: NewFunction): string {
  const file = source(text);
  const backend = definedBackend(typescript, file);
  if (backend === undefined) throw new Error('There is a defineBackend.');
  const grant = { function: define?.name ?? 'hi', secrets, declaration: './secrets/resource', define };
  return edited(file, grantEdits(typescript, file, backend, grant, codeStyleOf(typescript, file)));
}

describe('grantEdits', () => {
  it('gives the backend a name, and grants at the end of the file', () => {
    expect(
      granted(
        "import { defineBackend } from '@aws-amplify/backend';\nimport { hi } from './hi';\n\ndefineBackend({ hi }); // ours\n",
        ['stripe'],
      ),
    ).toBe(
      "import { grantSecretRead } from '@amplify-secrets/backend';\nimport { defineBackend } from '@aws-amplify/backend';\nimport { hi } from './hi';\nimport { secrets } from './secrets/resource';\n\nconst backend = defineBackend({ hi }); // ours\n\ngrantSecretRead(backend.hi, secrets.stripe);\n",
    );
  });

  it('uses the name that it has, and the style of the file', () => {
    expect(
      granted(
        'import { defineBackend } from "@aws-amplify/backend"\r\n\r\nexport const app = defineBackend({ hi })\r\napp.addOutput({})',
        ['stripe', 'slack'],
      ),
    ).toBe(
      'import { grantSecretRead } from "@amplify-secrets/backend"\r\nimport { defineBackend } from "@aws-amplify/backend"\r\nimport { secrets } from "./secrets/resource"\r\n\r\nexport const app = defineBackend({ hi })\r\napp.addOutput({})\r\n\r\ngrantSecretRead(app.hi, [secrets.stripe, secrets.slack])',
    );
  });

  it.each([
    ['{\n  auth,\n  data,\n}', '{\n  auth,\n  data,\n  readSecret,\n}'],
    ['{\n    auth,\n    data: store\n}', '{\n    auth,\n    data: store,\n    readSecret\n}'],
    ['{ auth }', '{ auth, readSecret }'],
    ['{auth, ...rest}', '{auth, ...rest, readSecret}'],
    ['{}', '{ readSecret }'],
    ['{\n}', '{ readSecret\n}'],
  ])('adds a function to %j', (before, after) => {
    const text = granted(
      `import { defineBackend } from '@aws-amplify/backend';\nconst b = defineBackend(${before});\n`,
      ['a'],
      DEFINE,
    );
    expect(text).toContain(`const b = defineBackend(${after});\n\ngrantSecretRead(b.readSecret, secrets.a);\n`);
    expect(text).toContain("import { readSecret } from './functions/read-secret/resource';\n");
  });
});
