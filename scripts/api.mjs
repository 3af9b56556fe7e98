// Writes packages/*/API.md: what each published package exports, from its built declarations. `--check` compares instead.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import ts from 'typescript';
import {
  publishedPackages,
  readDeclarations,
  sorted,
  statementOf,
  target as targetOf,
  textOf,
} from './api/declarations.mjs';

const checkOnly = process.argv.includes('--check');
const packages = publishedPackages();
const { checker, exportsOf } = readDeclarations(packages);
const target = (symbol) => targetOf(symbol, checker);
const outdated = [];

for (const each of packages) {
  const page = pageOf(each);
  const file = join(each.folder, 'API.md');
  if (!checkOnly) writeFileSync(file, page);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== page) outdated.push([file, page]);
}

for (const [file, page] of outdated) showDifference(file, page);
if (outdated.length > 0) {
  console.error(
    `\n${outdated.map(([file]) => file).join(', ')}: differs from what the package exports. If that is intended, run: npm run api`,
  );
  process.exitCode = 1;
}

function pageOf({ folder, name, entries }) {
  const isOwn = (declaration) => declaration.getSourceFile().fileName.startsWith(resolve(folder, 'dist') + sep);
  const exported = new Map();
  const sections = entries.map(({ path, file }) => {
    const lines = exportsOf(file).map((symbol) => {
      const declared = target(symbol);
      const declarations = declared.declarations ?? [];
      if (!declarations.some(isOwn)) return `export { ${symbol.name} } from '${moduleOf(symbol)}';`;
      const first = exported.get(declared);
      if (first !== undefined) return `export { ${symbol.name} } from '${join(name, first)}';`;
      exported.set(declared, path);
      if (symbol.name === declared.name) return declarations.map((each) => textOf(each, 'export ')).join('\n\n');
      const renamed = `export { ${declared.name} as ${symbol.name} };`;
      return [...declarations.map((each) => textOf(each, '')), renamed].join('\n\n');
    });
    return section(join(name, path), lines);
  });
  const inner = sorted(reached([...exported.keys()]));
  const rest = inner.flatMap(({ declarations = [] }) => declarations.map((each) => textOf(each, '')));
  return [
    `# ${name}: public surface\n\nWritten by \`npm run api\` from the built declarations; CI compares it (\`npm run api:check\`).\n`,
    ...sections,
    ...(rest.length === 0 ? [] : [section('Named in these declarations, and not exported', rest)]),
  ].join('\n');

  /** The package's own declarations that the given ones mention, directly or through others, without the given ones. */
  function reached(symbols) {
    const known = new Set(symbols);
    for (const symbol of known) {
      for (const declaration of symbol.declarations ?? []) visit(declaration);
    }
    return [...known].slice(symbols.length);

    function visit(node) {
      if (ts.isIdentifier(node)) {
        const found = checker.getSymbolAtLocation(node);
        const mentioned = found && target(found);
        if (mentioned?.declarations?.some((declaration) => isOwn(declaration) && isTopLevel(declaration))) {
          known.add(mentioned);
        }
      }
      ts.forEachChild(node, visit);
    }
  }
}

/** The package that a symbol is re-exported from, through however many files of this one. */
function moduleOf(symbol) {
  const specifier = symbol.declarations?.[0]?.parent?.parent?.moduleSpecifier?.text;
  if (specifier === undefined) throw new Error(`${symbol.name}: exported by no "export … from".`);
  return specifier.startsWith('.') ? moduleOf(checker.getImmediateAliasedSymbol(symbol)) : specifier;
}

function isTopLevel(declaration) {
  return ts.isSourceFile(statementOf(declaration).parent);
}

function section(title, lines) {
  return `## ${title}\n\n\`\`\`ts\n${lines.join('\n\n')}\n\`\`\`\n`;
}

function showDifference(file, page) {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-api-'));
  const now = join(folder, 'API.md');
  writeFileSync(now, page);
  const before = existsSync(file) ? file : '/dev/null';
  spawnSync('git', ['--no-pager', 'diff', '--no-index', before, now], { stdio: ['ignore', 'inherit', 'inherit'] });
  rmSync(folder, { recursive: true });
}
