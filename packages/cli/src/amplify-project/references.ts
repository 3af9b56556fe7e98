import { posix } from 'node:path';
import type { CallExpression, Identifier, Node, SignatureDeclaration } from 'typescript';
import type { TypeScript } from '../source/load-typescript.js';
import { nodesBelow, type SourceFile } from '../source/source-file.js';
import { sourceCandidates } from './source-files.js';

/** Where the variable or the parameter of a name is used, in the block that declares it. The name itself may be any of its uses. */
export function referencesTo(typescript: TypeScript, name: Identifier): readonly Identifier[] {
  const declaration = declarationOf(typescript, name);
  if (declaration === undefined) return [];
  const scope = blockAround(typescript, declaration);
  return nodesBelow(scope).filter(
    (node): node is Identifier =>
      typescript.isIdentifier(node) && node.text === name.text && isUse(typescript, node) && node !== declaration,
  );
}

/** The function of the file that has a name. */
export function functionNamed(typescript: TypeScript, name: Identifier): SignatureDeclaration | undefined {
  for (const node of nodesBelow(name.getSourceFile())) {
    if (typescript.isFunctionLike(node) && functionName(typescript, node)?.text === name.text) return node;
  }
  return undefined;
}

/** Where the project calls a function: in its file, and where it is imported. */
export function callSitesOf(
  typescript: TypeScript,
  files: readonly SourceFile[],
  called: SignatureDeclaration,
): readonly CallExpression[] {
  const name = functionName(typescript, called);
  if (name === undefined) return [];
  const own = called.getSourceFile();
  return files.flatMap((file) => {
    const local = file.tree === own ? name.text : importedName(typescript, file, own.fileName, name.text);
    if (local === undefined) return [];
    return nodesBelow(file.tree).filter(
      (node): node is CallExpression =>
        typescript.isCallExpression(node) && typescript.isIdentifier(node.expression) && node.expression.text === local,
    );
  });
}

/** The files of the project that a file imports, itself first, and what those import. */
export function importedFiles(typescript: TypeScript, files: readonly SourceFile[], path: string): readonly string[] {
  const found = [path];
  for (const each of found) {
    const file = files.find((one) => one.path === each);
    for (const { module } of file === undefined ? [] : importsOf(typescript, file)) {
      const next = sourceCandidates(each, module).find((candidate) => files.some((one) => one.path === candidate));
      if (next !== undefined && !found.includes(next)) found.push(next);
    }
  }
  return found;
}

/** What a file calls an export of a module: `import { getSecret as read } from …`. */
export function importedName(
  typescript: TypeScript,
  file: SourceFile,
  from: string,
  exported: string,
): string | undefined {
  for (const { module, names } of importsOf(typescript, file)) {
    const isModule = module === from || sourceCandidates(file.path, module).includes(posix.normalize(from));
    const found = isModule ? names.find((each) => each.exported === exported) : undefined;
    if (found !== undefined) return found.local;
  }
  return undefined;
}

function importsOf(typescript: TypeScript, { tree }: SourceFile) {
  return tree.statements.flatMap((statement) => {
    const isFrom = typescript.isImportDeclaration(statement) || typescript.isExportDeclaration(statement);
    if (!isFrom || statement.moduleSpecifier === undefined || !typescript.isStringLiteral(statement.moduleSpecifier))
      return [];
    const bindings = typescript.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    const elements = bindings !== undefined && typescript.isNamedImports(bindings) ? [...bindings.elements] : [];
    const names = elements.map(({ name, propertyName }) => ({
      local: name.text,
      exported: (propertyName ?? name).text,
    }));
    return [{ module: statement.moduleSpecifier.text, names }];
  });
}

function functionName(typescript: TypeScript, node: SignatureDeclaration): Identifier | undefined {
  if (typescript.isFunctionDeclaration(node)) return node.name;
  const { parent } = node;
  const isValue = typescript.isVariableDeclaration(parent) && parent.initializer === node;
  return isValue && typescript.isIdentifier(parent.name) ? parent.name : undefined;
}

/** The nearest declaration of a name at or around a use of it. */
function declarationOf(typescript: TypeScript, name: Identifier): Identifier | undefined {
  const declared = nodesBelow(name.getSourceFile()).filter(
    (node): node is Identifier =>
      typescript.isIdentifier(node) && node.text === name.text && isDeclared(typescript, node),
  );
  if (declared.includes(name)) return name;
  return declared.filter((each) => contains(blockAround(typescript, each), name)).at(-1);
}

function isDeclared(typescript: TypeScript, node: Identifier): boolean {
  const { parent } = node;
  return (
    (typescript.isVariableDeclaration(parent) ||
      typescript.isParameter(parent) ||
      typescript.isBindingElement(parent)) &&
    parent.name === node
  );
}

function isUse(typescript: TypeScript, node: Identifier): boolean {
  const { parent } = node;
  return (
    !isDeclared(typescript, node) &&
    !(typescript.isPropertyAccessExpression(parent) && parent.name === node) &&
    !(typescript.isPropertyAssignment(parent) && parent.name === node) &&
    !(typescript.isBindingElement(parent) && parent.propertyName === node) &&
    !(typescript.isBinaryExpression(parent) && parent.left === node && /^[?|]*=$/.test(parent.operatorToken.getText()))
  );
}

/** The block, the function or the file that a declaration holds in. */
function blockAround(typescript: TypeScript, node: Node): Node {
  let around: Node = node.parent;
  while (
    !typescript.isSourceFile(around) &&
    !typescript.isBlock(around) &&
    !typescript.isModuleBlock(around) &&
    !(typescript.isFunctionLike(around) && around.parameters.some((each) => contains(each, node)))
  ) {
    around = around.parent;
  }
  return around;
}

function contains(node: Node, other: Node): boolean {
  return other.pos >= node.pos && other.end <= node.end;
}
