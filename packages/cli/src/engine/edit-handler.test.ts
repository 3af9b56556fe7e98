import { describe, expect, it } from 'vitest';
import { codeStyleOf } from '../amplify-project/code-style.js';
import { edited, source, typescript } from '../source/source.test.support.js';
import { readEdits } from './edit-handler.js';

const IMPORTS =
  "import { getSecret } from '@amplify-secrets/runtime';\nimport { secrets } from '../../secrets/resource.js';\n\n";
const READ = 'const stripe = await getSecret(secrets.stripe);';

function withRead(text: string, secrets: readonly string[] = ['stripe']): string {
  const file = source(text);
  const edits = readEdits(typescript, file, secrets, '../../secrets/resource.js', codeStyleOf(typescript, file));
  return 'reason' in edits ? edits.reason : edited(file, edits);
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
    ['is not async', 'export const handler = () => {\n  return 1;\n};', 'not an async function'],
    ['has no body', 'export const handler = async () => run();', 'no body in braces'],
    [
      'is made by another function',
      'export const handler = middy(async () => {\n  return 1;\n});',
      'it exports no function "handler" that is written in it',
    ],
    ['is not exported', 'const handler = async () => {\n  return 1;\n};', 'it exports no function'],
    ['has another name', 'export const main = async () => {\n  return 1;\n};', 'it exports no function'],
    ['begins with a directive', "export const handler = async () => {\n  'use strict';\n};", 'a directive'],
    ['has the name already', 'export const handler = async () => {\n  const stripe = 1;\n};', 'the name "stripe"'],
    [
      'has another getSecret',
      "import { getSecret } from './own';\nexport const handler = async () => {\n  f();\n};",
      'the name "getSecret"',
    ],
    [
      'reads a secret by itself',
      "import { GetParameterCommand } from '@aws-sdk/client-ssm';\nexport const handler = async () => {\n  f(GetParameterCommand);\n};",
      'it reads a secret by itself, with GetParameterCommand',
    ],
    ['comes from another file', "export { handler } from './main';", 'it exports no function'],
  ])('leaves a handler alone that %s, and says so', (_what, text, reason) => {
    expect(withRead(text)).toContain(reason);
  });
});
