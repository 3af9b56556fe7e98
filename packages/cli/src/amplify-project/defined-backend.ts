import type { CallExpression, Expression, Identifier, ObjectLiteralExpression, Statement } from 'typescript';
import type { TypeScript } from '../source/load-typescript.js';
import { callsIn, type SourceFile } from '../source/source-file.js';

/** Where backend.ts calls `defineBackend`. */
export interface DefinedBackend {
  /** The statement of the call, at the top level of the file. */
  readonly statement: Statement;
  readonly call: CallExpression;
  readonly resources: ObjectLiteralExpression;
  /** The variable that the result is in; undefined where it is in none. */
  readonly variable: string | undefined;
}

/** A resource of the backend, `sayHello` or `greet: sayHello`, and the variable that it is. */
export interface DefinedResource {
  readonly name: string;
  readonly variable: Identifier;
}

/** Undefined where the call is not one that can be followed: a statement of its own or the value of a variable, with an object of resources. */
export function definedBackend(typescript: TypeScript, source: SourceFile): DefinedBackend | undefined {
  const call = callsIn(typescript, source).find(
    ({ expression }) => expression.getText(source.tree) === 'defineBackend',
  );
  const [resources] = call?.arguments ?? [];
  if (call === undefined || resources === undefined || !typescript.isObjectLiteralExpression(resources))
    return undefined;
  const isCall = (expression: Expression | undefined): boolean =>
    expression === call ||
    (expression !== undefined && typescript.isAwaitExpression(expression) && isCall(expression.expression));
  for (const statement of source.tree.statements) {
    if (typescript.isExpressionStatement(statement) && isCall(statement.expression)) {
      return { statement, call, resources, variable: undefined };
    }
    if (!typescript.isVariableStatement(statement)) continue;
    const declaration = statement.declarationList.declarations.find(({ initializer }) => isCall(initializer));
    if (declaration !== undefined && typescript.isIdentifier(declaration.name)) {
      return { statement, call, resources, variable: declaration.name.text };
    }
  }
  return undefined;
}

/** The resources that are given by the name of a variable. */
export function definedResources(typescript: TypeScript, { resources }: DefinedBackend): readonly DefinedResource[] {
  return resources.properties.flatMap((property): DefinedResource[] => {
    if (typescript.isShorthandPropertyAssignment(property))
      return [{ name: property.name.text, variable: property.name }];
    if (!typescript.isPropertyAssignment(property) || !typescript.isIdentifier(property.name)) return [];
    const { name, initializer } = property;
    return typescript.isIdentifier(initializer) ? [{ name: name.text, variable: initializer }] : [];
  });
}
