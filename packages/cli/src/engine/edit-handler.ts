import type { Block, Expression, FunctionLikeDeclaration } from 'typescript';
import type { CodeStyle } from '../amplify-project/code-style.js';
import type { Edit } from '../source/edit.js';
import { addImports } from '../source/imports.js';
import type { TypeScript } from '../source/load-typescript.js';
import { nodesBelow, type SourceFile } from '../source/source-file.js';

/** Of a handler that reads secrets with the SDK, which a second read beside it would not replace. */
const OWN_READS = ['GetSecretValueCommand', 'BatchGetSecretValueCommand', 'GetParameterCommand', 'getSecretValue'];

/** The read of each secret, in the words of a handler. */
export function readLines(secrets: readonly string[], style: CodeStyle): readonly string[] {
  return secrets.map((key) => `const ${key} = await getSecret(secrets.${key})${style.semicolon}`);
}

/**
 * The imports and the reads, as the first lines of the handler. The reason where that is not certain to be right: the handler must be an async
 * function with a body, exported as `handler`, in a file that uses none of the names and reads no secret by itself.
 */
export function readEdits(
  typescript: TypeScript,
  source: SourceFile,
  secrets: readonly string[],
  declaration: string,
  style: CodeStyle,
): readonly Edit[] | { readonly reason: string } {
  const { text, tree } = source;
  const body = handlerBody(typescript, source);
  if ('reason' in body) return body;
  const used = new Set(nodesBelow(tree).flatMap((node) => (typescript.isIdentifier(node) ? [node.text] : [])));
  const own = OWN_READS.find((name) => used.has(name));
  if (own !== undefined) return { reason: `it reads a secret by itself, with ${own}` };
  const taken = ['getSecret', 'secrets', ...secrets].find((name) => used.has(name));
  if (taken !== undefined) return { reason: `it uses the name "${taken}" already` };
  const start = body.getStart(tree) + 1;
  const first = body.statements[0];
  const before = text.slice(start, first?.getStart(tree) ?? body.end - 1);
  const [, indent] = /\n([ \t]*)$/.exec(before) ?? [];
  const lines = readLines(secrets, style);
  const written =
    indent === undefined
      ? lines.map((line) => ` ${line.replace(/;?$/, ';')}`).join('') + (text[start] === '}' ? ' ' : '')
      : lines.map((line) => `${style.lineBreak}${first === undefined ? style.indent : ''}${indent}${line}`).join('');
  return [
    ...addImports(typescript, source, [
      { module: '@amplify-secrets/runtime', names: ['getSecret'] },
      { module: declaration, names: ['secrets'] },
    ]),
    { start, end: start, text: written },
  ];
}

const NOT_EXPORTED = { reason: 'it exports no function "handler" that is written in it' };

/** The body of `export const handler = async () => { … }` or `export async function handler() { … }`. */
function handlerBody(typescript: TypeScript, { tree }: SourceFile): Block | { readonly reason: string } {
  for (const statement of tree.statements) {
    if (typescript.isFunctionDeclaration(statement) && statement.name?.text === 'handler') {
      return isExported(statement) ? asyncBody(statement) : NOT_EXPORTED;
    }
    if (!typescript.isVariableStatement(statement) || !isExported(statement)) continue;
    const declaration = statement.declarationList.declarations.find(({ name }) => name.getText(tree) === 'handler');
    const value = declaration?.initializer && withoutType(declaration.initializer);
    if (value && (typescript.isArrowFunction(value) || typescript.isFunctionExpression(value))) return asyncBody(value);
  }
  return NOT_EXPORTED;

  function withoutType(value: Expression): Expression {
    return typescript.isSatisfiesExpression(value) || typescript.isParenthesizedExpression(value)
      ? withoutType(value.expression)
      : value;
  }

  function isExported(node: { readonly modifiers?: readonly { readonly kind: number }[] | undefined }): boolean {
    return node.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.ExportKeyword) === true;
  }

  function asyncBody({ modifiers, body, asteriskToken }: FunctionLikeDeclaration): Block | { readonly reason: string } {
    const isAsync = modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword) === true;
    if (!isAsync || asteriskToken !== undefined) return { reason: 'its handler is not an async function' };
    if (body === undefined || !typescript.isBlock(body)) return { reason: 'its handler has no body in braces' };
    const [first] = body.statements;
    // Such as 'use strict', which must stay the first statement.
    const isDirective =
      first && typescript.isExpressionStatement(first) && typescript.isStringLiteral(first.expression);
    return isDirective ? { reason: 'its handler begins with a directive' } : body;
  }
}
