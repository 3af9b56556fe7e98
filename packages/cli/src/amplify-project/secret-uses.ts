import type { Expression, Node } from 'typescript';
import type { TypeScript } from '../source/load-typescript.js';
import { nodesBelow, placeOf, type SourceFile } from '../source/source-file.js';
import { type AmplifyFunction, propertyOf } from './amplify-functions.js';
import { jsonFields } from './json-fields.js';
import type { SecretUse } from './secret-use.js';

/** Where a template has `${…}`. */
const HOLE = '\u0000';
const ARN = /:secretsmanager:[^:]*:[^:]*:secret:([^:\s"']+)$/;
/** `-*` and `-??????` stand for the six characters that AWS adds, and `-a1B2c3` is them, if it has a capital letter; a bare `*` is meant so. */
const SUFFIX = /(?:-\?{6}|-?\*|-(?=\w*[A-Z])[A-Za-z0-9]{6})$/;
const NAME = /^[\w/+=.@!-]{1,512}(?<!\/)$/;
const CDK_IMPORT = /^fromSecret(?:NameV2|Name)$/;

/**
 * The secrets that the files of a backend name: `secret('X')` of Amplify; names and ARNs of AWS Secrets Manager in statements, in CDK's
 * `Secret.fromSecretNameV2` and as `SecretId` in a handler. A pattern, or a name that is put together, is not one secret.
 */
export function secretUses(
  typescript: TypeScript,
  files: readonly SourceFile[],
  functions: readonly AmplifyFunction[],
): readonly SecretUse[] {
  return files.flatMap((file) =>
    nodesBelow(file.tree).flatMap((node) => {
      const named = namedSecret(typescript, file, functions, node);
      if (named === undefined) return [];
      const owner = ownerOf(typescript, file, functions, node);
      const handler = files.find(({ path }) => path === owner?.handler);
      const fields =
        handler && jsonFields(typescript, handler, named.store === 'amplify' ? named.variable : 'SecretString');
      const [, line = '1'] = /:(\d+)$/.exec(placeOf(file, node)) ?? [];
      return [
        {
          store: named.store,
          name: named.name,
          file: file.path,
          line: Number(line),
          ...(owner !== undefined && { function: owner.name }),
          ...(fields !== undefined && { fields }),
        },
      ];
    }),
  );
}

interface Named {
  readonly store: SecretUse['store'];
  readonly name: string;
  /** The environment variable that holds it. */
  readonly variable?: string | undefined;
}

function namedSecret(
  typescript: TypeScript,
  { tree }: SourceFile,
  functions: readonly AmplifyFunction[],
  node: Node,
): Named | undefined {
  const manager = (name: string | undefined): Named | undefined =>
    name !== undefined && NAME.test(name) ? { store: 'secrets-manager', name } : undefined;
  if (typescript.isCallExpression(node)) {
    const [first, , third] = node.arguments;
    const callee = node.expression;
    if (typescript.isIdentifier(callee) && callee.text === 'secret' && first && typescript.isStringLiteralLike(first)) {
      const { parent } = node;
      const variable = typescript.isPropertyAssignment(parent) ? parent.name.getText(tree) : undefined;
      return { store: 'amplify', name: first.text, variable };
    }
    if (typescript.isPropertyAccessExpression(callee) && CDK_IMPORT.test(callee.name.text) && third !== undefined) {
      return manager(stringOf(typescript, third));
    }
  }
  if (typescript.isPropertyAssignment(node) && node.name.getText(tree) === 'SecretId') {
    const value = constantOf(typescript, tree, functions, node.initializer);
    return manager(value?.startsWith('arn:') ? nameInArn(value) : value);
  }
  // Within a SecretId it is found above.
  if (typescript.isStringLiteralLike(node) || typescript.isTemplateExpression(node)) {
    const { parent } = node;
    if (typescript.isPropertyAssignment(parent) && parent.name.getText(tree) === 'SecretId') return undefined;
    return manager(nameInArn(stringOf(typescript, node) ?? ''));
  }
  return undefined;
}

function nameInArn(arn: string): string | undefined {
  return ARN.exec(arn)?.[1]?.replace(SUFFIX, '');
}

/** A string or a template, with a character that no name has in place of what is put in. */
function stringOf(typescript: TypeScript, node: Expression): string | undefined {
  if (typescript.isStringLiteralLike(node)) return node.text;
  if (!typescript.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join('');
}

/** A string, a constant of the file that is one, or a variable that `defineFunction` gives to the handler. */
function constantOf(
  typescript: TypeScript,
  tree: SourceFile['tree'],
  functions: readonly AmplifyFunction[],
  node: Expression,
): string | undefined {
  if (typescript.isIdentifier(node)) {
    for (const each of nodesBelow(tree)) {
      if (typescript.isVariableDeclaration(each) && each.name.getText(tree) === node.text && each.initializer) {
        return stringOf(typescript, each.initializer);
      }
    }
    return undefined;
  }
  if (!typescript.isPropertyAccessExpression(node)) return stringOf(typescript, node);
  if (!/^(?:process\.)?env$/.test(node.expression.getText(tree))) return undefined;
  const owner = functions.find(({ handler }) => handler === tree.fileName);
  const [options] = owner?.call.arguments ?? [];
  const environment =
    options && typescript.isObjectLiteralExpression(options) && propertyOf(typescript, options, 'environment');
  if (!environment || !typescript.isObjectLiteralExpression(environment)) return undefined;
  const value = propertyOf(typescript, environment, node.name.text);
  return value && stringOf(typescript, value);
}

/** The function that a place in the code is about: its handler, its `defineFunction`, or a statement on `backend.<function>`. */
function ownerOf(
  typescript: TypeScript,
  { path, tree }: SourceFile,
  functions: readonly AmplifyFunction[],
  node: Node,
): AmplifyFunction | undefined {
  const ofHandler = functions.filter(({ handler }) => handler === path);
  if (ofHandler.length > 0) return ofHandler[0];
  const ofDefinition = functions.find(
    ({ file, call }) => file === path && node.pos >= call.pos && node.end <= call.end,
  );
  if (ofDefinition !== undefined) return ofDefinition;
  let statement = node;
  while (statement.parent !== undefined && !typescript.isSourceFile(statement.parent)) statement = statement.parent;
  const words = statement.getText(tree);
  // `const { lambda } = backend.sayHello.resources;` and then `lambda.addToRolePolicy(…)`.
  const [root = ''] = /^\w+/.exec(words) ?? [];
  const declared = tree.statements
    .map((each) => each.getText(tree))
    .find((each) => new RegExp(`^(?:const|let)\\b[^=]*\\b${root}\\b[^=]*=`).test(each));
  return functions.find(({ name }) => {
    const access = new RegExp(`\\.${name}\\b`);
    return access.test(words) || (root !== '' && declared !== undefined && access.test(declared));
  });
}
