// The built declarations of the published packages, as the compiler reads them: for API.md and for the site's reference.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

/** `{ folder, name, entries: [{ path, file }] }` of each package that is published; an entry is a path of its `exports` that has types. */
export function publishedPackages() {
  return readdirSync('packages')
    .map((name) => ({
      folder: join('packages', name),
      ...JSON.parse(readFileSync(join('packages', name, 'package.json'), 'utf8')),
    }))
    .filter((manifest) => !manifest.private)
    .map(({ folder, name, description, exports }) => ({
      folder,
      name,
      description,
      entries: entriesOf(folder, exports),
    }));
}

/** The compiler's checker of these packages, and `exportsOf(file)`: the symbols that an entry exports, sorted. */
export function readDeclarations(packages) {
  const program = ts.createProgram(
    packages.flatMap(({ entries }) => entries.map(({ file }) => file)),
    {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      types: ['node'],
      strict: true,
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  return { checker, exportsOf };

  function exportsOf(file) {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${file} does not exist. Build first: npm run build`);
    return sorted(checker.getExportsOfModule(checker.getSymbolAtLocation(source)));
  }
}

/** What a symbol that is exported again stands for. */
export function target(symbol, checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

export function statementOf(declaration) {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

/** A declaration without its comments. */
export function textOf(declaration, prefix) {
  const statement = statementOf(declaration);
  const text = printer.printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile());
  const bare = text
    .replace(/^(?:export |declare )*/, '')
    .replaceAll(/^(?: {4})+/gm, (indent) => indent.replaceAll('    ', '  '));
  return `${prefix}${bare}`;
}

export function sorted(symbols) {
  return [...symbols].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function entriesOf(folder, exports) {
  return Object.entries(exports).flatMap(([path, { types }]) =>
    types === undefined ? [] : [{ path, file: resolve(folder, types) }],
  );
}
