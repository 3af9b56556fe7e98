import type { CallExpression, Node, SourceFile as SyntaxTree } from 'typescript';
import type { TypeScript } from './load-typescript.js';

/** A TypeScript file of the project, as it was read. */
export interface SourceFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: SyntaxTree;
}

export function parseSource(typescript: TypeScript, path: string, text: string): SourceFile {
  const kind = path.endsWith('x') ? typescript.ScriptKind.TSX : typescript.ScriptKind.TS;
  return { path, text, tree: typescript.createSourceFile(path, text, typescript.ScriptTarget.Latest, true, kind) };
}

/** Every node below a node, in the order of the text. Without recursion: a sum of thousands of strings is as deep. */
export function nodesBelow(node: Node): readonly Node[] {
  const found: Node[] = [];
  const waiting = childrenOf(node).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    for (const child of childrenOf(next).reverse()) waiting.push(child);
  }
  return found;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  return children;
}

/** Every call in a file, in the order of the text. */
export function callsIn(typescript: TypeScript, { tree }: SourceFile): readonly CallExpression[] {
  return nodesBelow(tree).filter((node) => typescript.isCallExpression(node));
}

/** `amplify/backend.ts:12`. */
export function placeOf({ path, tree }: SourceFile, node: Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
}

/** The line break that a text is written with. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
