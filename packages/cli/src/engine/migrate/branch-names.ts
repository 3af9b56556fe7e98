import type { Expression, Node } from 'typescript';
import type { TypeScript } from '../../source/load-typescript.js';
import { nodesBelow, type SourceFile } from '../../source/source-file.js';

const NAME = /^[A-Za-z0-9][\w./-]{0,80}$/;
const EXPORTS_HANDLER = /\bexport (?:const|let|var|(?:async )?function) handler\b/;
const ABOUT_BRANCHES = /branch|stage|env|deploy|amplify-backend-name/i;

/**
 * What the code compares strings with, as far as it can be a branch: `=== 'dev'`, `case 'dev'`, `['dev'].includes(…)`, `startsWith('dev')`,
 * `{ dev: … }[branch]`. Those that are about a branch by what is written beside them come first.
 */
export function branchNames(typescript: TypeScript, files: readonly SourceFile[]): readonly string[] {
  const [likely, possible] = [new Set<string>(), new Set<string>()];
  for (const { tree } of files) {
    const isHandler = EXPORTS_HANDLER.test(tree.text);
    for (const node of nodesBelow(tree)) {
      const names = comparedIn(typescript, node);
      if (names.length === 0) continue;
      // What the code of a function compares is about its events.
      const isLikely = ABOUT_BRANCHES.test(node.parent.getText(tree).slice(0, 300));
      if (isHandler && !isLikely) continue;
      for (const name of names.map(completed)) if (NAME.test(name)) (isLikely ? likely : possible).add(name);
    }
  }
  return [...new Set([...likely, ...possible])];
}

function comparedIn(typescript: TypeScript, node: Node): readonly string[] {
  const strings = (nodes: readonly Expression[]) =>
    nodes.flatMap((each) => (typescript.isStringLiteralLike(each) ? [each.text] : []));
  if (typescript.isBinaryExpression(node)) {
    const isComparison = /^[=!]==?$/.test(node.operatorToken.getText());
    const isType = [node.left, node.right].some((each) => typescript.isTypeOfExpression(each));
    return isComparison && !isType ? strings([node.left, node.right]) : [];
  }
  if (typescript.isCaseClause(node)) return strings([node.expression]);
  if (typescript.isElementAccessExpression(node)) {
    return ABOUT_BRANCHES.test(node.argumentExpression.getText()) ? keysOf(typescript, node.expression) : [];
  }
  if (!typescript.isCallExpression(node) || !typescript.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  if (!/^(?:includes|startsWith|endsWith|has|indexOf)$/.test(name.text)) return [];
  return [...strings(node.arguments), ...strings(listOf(typescript, expression))];
}

/** The elements of a list, also in `new Set([…])` and in a constant of the file. */
function listOf(typescript: TypeScript, node: Expression): readonly Expression[] {
  const value = expressionIn(typescript, node);
  if (typescript.isArrayLiteralExpression(value)) return value.elements;
  const [first] = typescript.isNewExpression(value) ? (value.arguments ?? []) : [];
  return first === undefined ? [] : listOf(typescript, first);
}

function keysOf(typescript: TypeScript, node: Expression): readonly string[] {
  const value = expressionIn(typescript, node);
  if (!typescript.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap(({ name }) =>
    name !== undefined && (typescript.isIdentifier(name) || typescript.isStringLiteralLike(name)) ? [name.text] : [],
  );
}

function expressionIn(typescript: TypeScript, node: Expression, depth = 0): Expression {
  if (depth > 8) return node;
  if (typescript.isParenthesizedExpression(node) || typescript.isAsExpression(node)) {
    return expressionIn(typescript, node.expression, depth + 1);
  }
  if (!typescript.isIdentifier(node)) return node;
  const declared = nodesBelow(node.getSourceFile()).find(
    (each) => typescript.isVariableDeclaration(each) && each.name.getText() === node.text,
  );
  const value = declared !== undefined && typescript.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return value === undefined ? node : expressionIn(typescript, value, depth + 1);
}

/** `release/` is the beginning of a name. */
function completed(name: string): string {
  return /[/-]$/.test(name) ? `${name}1` : name;
}
