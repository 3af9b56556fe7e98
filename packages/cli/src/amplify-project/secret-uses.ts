import type { Expression, Node } from 'typescript';
import { type Constants, constantsOf } from '../source/constants.js';
import type { TypeScript } from '../source/load-typescript.js';
import { nodesBelow, placeOf, type SourceFile } from '../source/source-file.js';
import type { AmplifyFunction } from './amplify-functions.js';
import { readsValue, type SdkRead } from './sdk-reads.js';
import { nameInArnOf, secretNameOf } from './secret-name.js';
import type { SecretUse } from './secret-use.js';
import { followValue } from './value-flow.js';

const CDK_IMPORT = /^fromSecret(?:NameV2|Name)$/;

/**
 * The secrets that the files of a backend name: `secret('X')` of Amplify; names and ARNs of AWS Secrets Manager in statements, in CDK's
 * `Secret.fromSecretNameV2` and where code reads them. A pattern, or a name that is put together, is not one secret.
 */
export function secretUses(
  typescript: TypeScript,
  files: readonly SourceFile[],
  functions: readonly AmplifyFunction[],
  reads: readonly SdkRead[],
): readonly SecretUse[] {
  return files.flatMap((file) => {
    const constants = constantsOf(typescript, file);
    return nodesBelow(file.tree).flatMap((node): readonly SecretUse[] => {
      const [, line = '1'] = /:(\d+)$/.exec(placeOf(file, node)) ?? [];
      const read = reads.find((each) => each.node === node);
      const named = read === undefined ? namedSecret(typescript, file, constants, node) : undefined;
      const name = read?.name ?? named?.name;
      if (name === undefined) return [];
      const owner = ownerOf(typescript, file, functions, node);
      const handler = files.find(({ path }) => path === owner?.handler);
      const fields = read === undefined ? handler && fieldsOf(handler, named?.variable) : read.fields;
      const by = read?.functions[0] ?? owner?.name;
      return [
        {
          store: named?.store ?? 'secrets-manager',
          name,
          file: file.path,
          line: Number(line),
          ...(by !== undefined && { function: by }),
          ...(fields !== undefined && { fields }),
          ...(read !== undefined && readsValue(read) && { isRead: true }),
        },
      ];
    });
  });

  /** Of the value of an environment variable, as the handler uses it. */
  function fieldsOf(handler: SourceFile, variable: string | undefined): readonly string[] | undefined {
    if (variable === undefined) return undefined;
    const places = nodesBelow(handler.tree).filter(
      (node): node is Expression =>
        typescript.isPropertyAccessExpression(node) &&
        new RegExp(`^(?:process\\.)?env\\.${variable}$`).test(node.getText(handler.tree)),
    );
    return followValue(
      typescript,
      files,
      places.map((node) => [node, 'text']),
    ).fields;
  }
}

interface Named {
  readonly store: SecretUse['store'];
  readonly name: string | undefined;
  /** The environment variable that holds it. */
  readonly variable?: string | undefined;
}

function namedSecret(typescript: TypeScript, source: SourceFile, constants: Constants, node: Node): Named | undefined {
  const reading = { typescript, source, constants };
  if (typescript.isCallExpression(node)) {
    const [first, , third] = node.arguments;
    const callee = node.expression;
    if (typescript.isIdentifier(callee) && callee.text === 'secret' && first && typescript.isStringLiteralLike(first)) {
      const { parent } = node;
      const variable = typescript.isPropertyAssignment(parent) ? parent.name.getText(source.tree) : undefined;
      return { store: 'amplify', name: first.text, variable };
    }
    if (typescript.isPropertyAccessExpression(callee) && CDK_IMPORT.test(callee.name.text) && third !== undefined) {
      return { store: 'secrets-manager', name: secretNameOf(reading, third) };
    }
  }
  // Within a SecretId it is a read.
  if (typescript.isStringLiteralLike(node) || typescript.isTemplateExpression(node)) {
    const { parent } = node;
    if (typescript.isPropertyAssignment(parent) && parent.name.getText(source.tree) === 'SecretId') return undefined;
    return { store: 'secrets-manager', name: nameInArnOf(reading, node) };
  }
  return undefined;
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
