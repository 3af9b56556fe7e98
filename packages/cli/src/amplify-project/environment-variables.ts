import type { Expression } from 'typescript';
import { constantsOf } from '../source/constants.js';
import type { TypeScript } from '../source/load-typescript.js';
import { callsIn, type SourceFile } from '../source/source-file.js';
import type { Reading } from '../source/static-string.js';
import { writtenOut } from '../source/written-out.js';
import { type AmplifyFunction, propertyOf } from './amplify-functions.js';

/** What the code gives to a variable of a function, in `defineFunction` or with `addEnvironment`, and the file to read it in. */
export function environmentVariable(
  typescript: TypeScript,
  files: readonly SourceFile[],
  { name: owner, file, call }: AmplifyFunction,
  variable: string,
): { readonly reading: Reading; readonly value: Expression } | undefined {
  const [options] = call.arguments;
  const environment =
    options && typescript.isObjectLiteralExpression(options) && propertyOf(typescript, options, 'environment');
  const defined =
    environment && typescript.isObjectLiteralExpression(environment)
      ? propertyOf(typescript, environment, variable)
      : undefined;
  const definition = files.find(({ path }) => path === file);
  if (defined !== undefined && definition !== undefined) return { reading: readingOf(definition), value: defined };
  for (const source of files) {
    const reading = readingOf(source);
    for (const { expression, arguments: given } of callsIn(typescript, source)) {
      const [name, value] = given;
      if (!typescript.isPropertyAccessExpression(expression) || expression.name.text !== 'addEnvironment') continue;
      if (name === undefined || value === undefined || !typescript.isStringLiteralLike(name)) continue;
      const of = writtenOut(typescript, reading.constants, source, expression.expression);
      if (name.text === variable && new RegExp(`\\.${owner}(?:\\.resources\\.lambda)?$`).test(of)) {
        return { reading, value };
      }
    }
  }
  return undefined;

  function readingOf(source: SourceFile): Reading {
    return { typescript, source, constants: constantsOf(typescript, source) };
  }
}
