import type { Node } from 'typescript';
import type { TypeScript } from './load-typescript.js';
import { nodesBelow, type SourceFile } from './source-file.js';

/** How often a file says what a name is: by a declaration, in a pattern or a parameter too, by an import, or by an assignment. */
export function declaredNames(typescript: TypeScript, { tree }: SourceFile): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodesBelow(tree)) {
    const name = nameOf(typescript, node);
    if (name !== undefined && typescript.isIdentifier(name)) counts.set(name.text, (counts.get(name.text) ?? 0) + 1);
  }
  return counts;
}

function nameOf(typescript: TypeScript, node: Node): Node | undefined {
  if (typescript.isBinaryExpression(node)) {
    return node.operatorToken.kind === typescript.SyntaxKind.EqualsToken ? node.left : undefined;
  }
  return typescript.isVariableDeclaration(node) ||
    typescript.isParameter(node) ||
    typescript.isBindingElement(node) ||
    typescript.isFunctionDeclaration(node) ||
    typescript.isFunctionExpression(node) ||
    typescript.isClassDeclaration(node) ||
    typescript.isEnumDeclaration(node) ||
    typescript.isImportSpecifier(node) ||
    typescript.isImportClause(node) ||
    typescript.isNamespaceImport(node)
    ? node.name
    : undefined;
}
