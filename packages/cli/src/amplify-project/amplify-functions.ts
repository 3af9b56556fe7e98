import type { CallExpression, Expression, ObjectLiteralExpression } from 'typescript';
import type { TypeScript } from '../source/load-typescript.js';
import type { SourceFile } from '../source/source-file.js';
import { type DefinedBackend, definedResources } from './defined-backend.js';
import { resolveSource } from './source-files.js';

/** A function of `defineBackend`. */
export interface AmplifyFunction {
  /** Its name in `defineBackend`. */
  readonly name: string;
  /** The call of `defineFunction`, and its file. */
  readonly call: CallExpression;
  readonly file: string;
  /** The file of its handler; undefined for a function in another language, or one that cannot be followed. */
  readonly handler: string | undefined;
}

/** The functions that backend.ts gives to `defineBackend`, in its order. */
export function amplifyFunctions(
  typescript: TypeScript,
  project: string,
  backend: DefinedBackend,
  files: readonly SourceFile[],
): readonly AmplifyFunction[] {
  const path = 'amplify/backend.ts';
  return definedResources(typescript, backend).flatMap(({ name, variable }): AmplifyFunction[] => {
    const found = definitionOf(typescript, project, files, path, variable.text);
    if (found === undefined) return [];
    return [{ name, ...found, handler: handlerOf(typescript, project, found) }];
  });
}

/** A property of an object literal, by its name. */
export function propertyOf(
  typescript: TypeScript,
  object: ObjectLiteralExpression,
  name: string,
): Expression | undefined {
  for (const property of object.properties) {
    if (!typescript.isPropertyAssignment(property)) continue;
    const key = property.name;
    if ((typescript.isIdentifier(key) || typescript.isStringLiteral(key)) && key.text === name) {
      return property.initializer;
    }
  }
  return undefined;
}

interface Definition {
  readonly call: CallExpression;
  readonly file: string;
}

/** The `defineFunction` that a variable of a file is: its own, or one that it imports. */
function definitionOf(
  typescript: TypeScript,
  project: string,
  files: readonly SourceFile[],
  path: string,
  variable: string,
): Definition | undefined {
  const source = files.find((file) => file.path === path);
  for (const statement of source?.tree.statements ?? []) {
    if (typescript.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!typescript.isIdentifier(name) || name.text !== variable || initializer === undefined) continue;
        const isFunction =
          typescript.isCallExpression(initializer) && initializer.expression.getText(source?.tree) === 'defineFunction';
        return isFunction ? { call: initializer, file: path } : undefined;
      }
    }
    if (!typescript.isImportDeclaration(statement) || !typescript.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !typescript.isNamedImports(bindings)) continue;
    const imported = bindings.elements.find(({ name }) => name.text === variable);
    if (imported === undefined) continue;
    const next = resolveSource(project, path, statement.moduleSpecifier.text);
    return next === undefined || next === path
      ? undefined
      : definitionOf(typescript, project, files, next, (imported.propertyName ?? imported.name).text);
  }
  return undefined;
}

/** https://docs.amplify.aws/react/build-a-backend/functions/set-up-function/: the entry is `./handler.ts` unless it is given. */
function handlerOf(typescript: TypeScript, project: string, { call, file }: Definition): string | undefined {
  const [options] = call.arguments;
  if (options === undefined) return resolveSource(project, file, './handler.ts');
  if (!typescript.isObjectLiteralExpression(options)) return undefined;
  const entry = propertyOf(typescript, options, 'entry');
  if (entry === undefined) return resolveSource(project, file, './handler.ts');
  return typescript.isStringLiteralLike(entry) ? resolveSource(project, file, entry.text) : undefined;
}
