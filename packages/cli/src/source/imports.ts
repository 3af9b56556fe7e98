import { posix } from 'node:path';
import { stringLiteral } from '@amplify-secrets/runtime/contract';
import type { ImportDeclaration, ImportSpecifier } from 'typescript';
import type { Edit } from './edit.js';
import type { TypeScript } from './load-typescript.js';
import { lineBreakOf, nodesBelow, type SourceFile } from './source-file.js';

/** Names that a file needs from a module. */
export interface NeededImport {
  readonly module: string;
  readonly names: readonly string[];
}

/** The module that a file imports another one as: `../../secrets/resource.js`. */
export function relativeModule(from: string, to: string, extension: string): string {
  const path = posix.relative(posix.dirname(from), to.replace(/\.ts$/, extension));
  return path.startsWith('.') ? path : `./${path}`;
}

/** What adds names to a file's imports: to an import of the module that is there, or in a line of its own. */
export function addImports(
  typescript: TypeScript,
  source: SourceFile,
  needed: readonly NeededImport[],
): readonly Edit[] {
  const declarations = importsOf(typescript, source);
  const edits = needed.flatMap(({ module, names }) => {
    const ofModule = declarations.filter((declaration) => moduleOf(typescript, declaration) === module);
    const present = new Set(
      ofModule.flatMap((declaration) => specifiersOf(typescript, declaration).map(({ name }) => name.text)),
    );
    const missing = names.filter((name) => !present.has(name));
    if (missing.length === 0) return [];
    const extended = ofModule.map((declaration) => specifiersOf(typescript, declaration)).find(([first]) => first);
    return [
      extended === undefined
        ? newImport(typescript, source, declarations, module, missing)
        : extendImport(source, extended, missing),
    ];
  });
  const [first] = edits;
  // One empty line between the imports and the rest of a file that had none.
  if (first === undefined || declarations.length > 0) return edits;
  return [...edits, insertion(first.start, lineBreakOf(source.text))];
}

/**
 * What removes names that nothing uses any more, from any import. `removed` are the edits that take their uses away: a name is used that
 * is anywhere outside of them.
 */
export function removeUnusedImports(
  typescript: TypeScript,
  source: SourceFile,
  names: readonly string[],
  removed: readonly Edit[],
): readonly Edit[] {
  const { tree, text } = source;
  const isRemoved = (position: number) => removed.some(({ start, end }) => position >= start && position < end);
  const used = new Set(
    nodesBelow(tree).flatMap((node) =>
      typescript.isIdentifier(node) && !isWithinImport(typescript, node) && !isRemoved(node.getStart(tree))
        ? [node.text]
        : [],
    ),
  );
  const isUnused = (name: string) => names.includes(name) && !used.has(name);
  return importsOf(typescript, source).flatMap((declaration): Edit[] => {
    const clause = declaration.importClause;
    const specifiers = specifiersOf(typescript, declaration);
    const bindings = clause?.namedBindings;
    const isNamespace = bindings !== undefined && typescript.isNamespaceImport(bindings);
    const all = [
      ...(clause?.name ? [clause.name.text] : []),
      ...(isNamespace ? [bindings.name.text] : specifiers.map(({ name }) => name.text)),
    ];
    if (all.length > 0 && all.every(isUnused)) {
      const start = declaration.getStart(tree);
      // A file of the project may do something when it is loaded, such as making a table.
      if (moduleOf(typescript, declaration).startsWith('.')) {
        return [{ start, end: declaration.moduleSpecifier.getStart(tree), text: 'import ' }];
      }
      return [{ start, end: afterLineBreak(text, declaration.end), text: '' }];
    }
    const kept = specifiers.filter(({ name }) => !isUnused(name.text));
    const [first, last] = [specifiers[0], specifiers.at(-1)];
    if (kept.length === specifiers.length || kept.length === 0 || first === undefined || last === undefined) return [];
    const separator = text.slice(first.end, specifiers[1]?.getStart(tree));
    return [
      {
        start: first.getStart(tree),
        end: last.end,
        text: kept.map((specifier) => specifier.getText(tree)).join(separator),
      },
    ];
  });
}

function importsOf(typescript: TypeScript, { tree }: SourceFile): readonly ImportDeclaration[] {
  return tree.statements.filter((statement) => typescript.isImportDeclaration(statement));
}

function moduleOf(typescript: TypeScript, { moduleSpecifier }: ImportDeclaration): string {
  return typescript.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
}

/** The names in braces, but for those of `import type`. */
function specifiersOf(typescript: TypeScript, { importClause }: ImportDeclaration): readonly ImportSpecifier[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !typescript.isNamedImports(bindings)) return [];
  return importClause?.phaseModifier === typescript.SyntaxKind.TypeKeyword || importClause?.isTypeOnly === true
    ? []
    : [...bindings.elements];
}

/** In the place that the alphabet gives it, among imports that are sorted so; else after the last one. */
function newImport(
  typescript: TypeScript,
  { text, tree }: SourceFile,
  declarations: readonly ImportDeclaration[],
  module: string,
  names: readonly string[],
): Edit {
  const newline = lineBreakOf(text);
  const [first] = declarations;
  const quoted = first?.moduleSpecifier.getText(tree).startsWith('"') ? JSON.stringify(module) : stringLiteral(module);
  const semicolon = first === undefined || first.getText(tree).endsWith(';') ? ';' : '';
  const line = `import { ${[...names].sort().join(', ')} } from ${quoted}${semicolon}`;
  const ranked = declarations.map((declaration) => rankOf(moduleOf(typescript, declaration)));
  const isSorted = ranked.every((rank, index) => index === 0 || (ranked[index - 1] ?? rank) <= rank);
  const next = isSorted ? declarations[ranked.findIndex((rank) => rank > rankOf(module))] : undefined;
  const last = declarations.at(-1);
  if (next !== undefined) return insertion(next.getStart(tree), line + newline);
  if (last !== undefined) {
    // Behind its line break, with which it may be removed.
    const end = afterLineBreak(text, last.end);
    return end === last.end ? insertion(end, newline + line) : insertion(end, line + newline);
  }
  const [statement] = tree.statements;
  return insertion(statement?.getStart(tree) ?? text.length, line + newline);
}

/** Packages before files, and files that are further away first. */
function rankOf(module: string): string {
  return `${module.startsWith('.') ? (module.startsWith('..') ? 1 : 2) : 0}${module}`;
}

function extendImport(
  { tree, text }: SourceFile,
  specifiers: readonly ImportSpecifier[],
  names: readonly string[],
): Edit {
  const [first, second] = specifiers;
  const separator = first !== undefined && second !== undefined ? text.slice(first.end, second.getStart(tree)) : ', ';
  return insertion(specifiers.at(-1)?.end ?? 0, names.map((name) => separator + name).join(''));
}

function insertion(position: number, text: string): Edit {
  return { start: position, end: position, text };
}

function isWithinImport(typescript: TypeScript, node: { readonly parent?: import('typescript').Node }): boolean {
  for (let { parent } = node; parent !== undefined; parent = parent.parent) {
    if (typescript.isImportDeclaration(parent)) return true;
  }
  return false;
}

function afterLineBreak(text: string, position: number): number {
  const [blank = ''] = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(position)) ?? [];
  return position + blank.length;
}
