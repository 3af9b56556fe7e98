import { describe, expect, it } from 'vitest';
import { codeStyleOf } from '../amplify-project/code-style.js';
import { edited, source, typescript } from '../source/source.test.support.js';
import { readEdits } from './edit-handler.js';

const IMPORTS =
  "import { getSecret } from '@amplify-secrets/runtime';\nimport { secrets } from '../../secrets/resource.js';\n\n";
const READ = 'const stripe = await getSecret(secrets.stripe);';

function withRead(text: string, secrets: readonly string[] = ['stripe']): string | undefined {
  const file = source(text);
  const edits = readEdits(typescript, file, secrets, '../../secrets/resource.js', codeStyleOf(typescript, file));
  return edits && edited(file, edits);
}

describe('readEdits', () => {
  it.each([
    [
      'an arrow function',
      'export const handler = async () => {\n  return 1;\n};\n',
      `${IMPORTS}export const handler = async () => {\n  ${READ}\n  return 1;\n};\n`,
    ],
    [
      'a typed one',
      'export const handler: Handler = async (event) => {\n    // First.\n    return event;\n};\n',
      `${IMPORTS}export const handler: Handler = async (event) => {\n    ${READ}\n    // First.\n    return event;\n};\n`,
    ],
    [
      'a function',
      'export async function handler() {\n\treturn 1;\n}\n',
      `${IMPORTS}export async function handler() {\n\t${READ}\n\treturn 1;\n}\n`,
    ],
    [
      'one in a line',
      'export const handler = async () => { f() };\n',
      `${IMPORTS}export const handler = async () => { ${READ} f() };\n`,
    ],
    [
      'an empty one',
      'export const handler = async () => {};\n',
      `${IMPORTS}export const handler = async () => { ${READ} };\n`,
    ],
    [
      'an empty one of two lines',
      'export const handler = async () => {\n};\n',
      `${IMPORTS}export const handler = async () => {\n  ${READ}\n};\n`,
    ],
    [
      'one with satisfies',
      'export const handler = (async () => {\n  f();\n}) satisfies Handler;\n',
      `${IMPORTS}export const handler = (async () => {\n  ${READ}\n  f();\n}) satisfies Handler;\n`,
    ],
  ])('adds the imports and the read to %s', (_what, before, after) => {
    expect(withRead(before)).toBe(after);
  });

  it('follows line breaks, quotation marks and the absence of semicolons', () => {
    const before =
      'import type { Handler } from "aws-lambda"\r\n\r\nexport const handler: Handler = async () => {\r\n  return 1\r\n}\r\n';
    expect(withRead(before)).toBe(
      'import { getSecret } from "@amplify-secrets/runtime"\r\nimport type { Handler } from "aws-lambda"\r\nimport { secrets } from "../../secrets/resource.js"\r\n\r\nexport const handler: Handler = async () => {\r\n  const stripe = await getSecret(secrets.stripe)\r\n  return 1\r\n}\r\n',
    );
  });

  it.each([
    ['is not async', 'export const handler = () => {\n  return 1;\n};'],
    ['has no body', 'export const handler = async () => run();'],
    ['is made by another function', 'export const handler = middy(async () => {\n  return 1;\n});'],
    ['is not exported', 'const handler = async () => {\n  return 1;\n};'],
    ['has another name', 'export const main = async () => {\n  return 1;\n};'],
    ['begins with a directive', "export const handler = async () => {\n  'use strict';\n};"],
    ['has the name already', 'export const handler = async () => {\n  const stripe = 1;\n};'],
    ['has another getSecret', "import { getSecret } from './own';\nexport const handler = async () => {\n  f();\n};"],
    [
      'reads a secret by itself',
      "import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';\nexport const handler = async () => {\n  f(GetSecretValueCommand);\n};",
    ],
    ['comes from another file', "export { handler } from './main';"],
  ])('leaves a handler alone that %s', (_what, text) => {
    expect(withRead(text)).toBeUndefined();
  });
});
