// The reference of each package, from the docstrings of what it exports.
import { join } from 'node:path';
import ts from 'typescript';
import { publishedPackages, readDeclarations, target as targetOf, textOf } from '../api/declarations.mjs';
import { linkedError } from './errors.mjs';

/** `{ route, markdown }` of the index and of each package. */
export function referencePages() {
  const packages = publishedPackages();
  const { checker, exportsOf } = readDeclarations(packages);
  const target = (symbol) => targetOf(symbol, checker);
  return [
    { route: '/reference/', markdown: indexOf(packages) },
    ...packages.map((each) => ({ route: routeOf(each), markdown: pageOf(each) })),
  ];

  function pageOf({ name, description, entries }) {
    const seen = new Set();
    const sections = entries.map(({ path, file }) => {
      const symbols = exportsOf(file)
        .filter((symbol) => !seen.has(target(symbol)))
        .sort((one, other) => rank(target(one)) - rank(target(other)));
      for (const symbol of symbols) seen.add(target(symbol));
      return [`## ${join(name, path)}`, ...symbols.map((symbol) => entryOf(symbol.name, target(symbol)))].join('\n\n');
    });
    const head = `# ${name}: reference\n\n${description} Written from the docstrings of its source.`;
    return `${[head, ...sections].join('\n\n')}\n`;
  }

  /** Functions first, then classes and constants, then types. */
  function rank(symbol) {
    if (!(symbol.flags & ts.SymbolFlags.Value)) return 2;
    return checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0 ? 0 : 1;
  }

  function entryOf(name, symbol) {
    const declarations = (symbol.declarations ?? []).filter(({ kind }) => kind !== ts.SyntaxKind.SourceFile);
    const members = declarations.filter(ts.isInterfaceDeclaration).flatMap(({ members: all }) => [...all]);
    return [
      `### ${name}`,
      proseOf(symbol),
      `\`\`\`ts\n${declarations.map((each) => textOf(each, '')).join('\n\n')}\n\`\`\``,
      members.flatMap((member) => memberOf(member)).join('\n'),
      ...tagsOf(symbol),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  }

  function proseOf(symbol) {
    return ts.displayPartsToString(symbol.getDocumentationComment(checker));
  }

  /** A line for each member that has a docstring. */
  function memberOf(member) {
    const symbol = member.name && checker.getSymbolAtLocation(member.name);
    if (symbol === undefined) return [];
    const prose = proseOf(symbol).replaceAll(/\s+/g, ' ').trim();
    const rest = symbol.getJsDocTags(checker).flatMap(({ name, text }) => {
      const value = ts.displayPartsToString(text).replaceAll(/\s+/g, ' ').trim();
      if (name === 'default') return [`Default: ${value}.`];
      return name === 'throws' ? [`Throws ${thrown(value)}`] : [];
    });
    const line = [prose, ...rest].filter((part) => part !== '').join(' ');
    return line === '' ? [] : [`- \`${symbol.name}\`: ${line}`];
  }

  function tagsOf(symbol) {
    const tags = symbol.getJsDocTags(checker).map(({ name, text }) => [name, ts.displayPartsToString(text).trim()]);
    const of = (wanted) => tags.filter(([name]) => name === wanted).map(([, text]) => text);
    return [
      of('returns').map((text) => `Returns: ${text}`),
      of('default').map((text) => `Default: ${text}.`),
      of('throws').length === 0
        ? []
        : [
            'Throws:',
            of('throws')
              .map((text) => `- ${thrown(text)}`)
              .join('\n'),
          ],
      of('example'),
    ].flat();
  }
}

/** `{NameOfError} When …`, with a link to the error's heading. */
function thrown(text) {
  return text.replace(/^\{?(\w+Error)\}?/, (_, name) => linkedError(name) ?? `\`${name}\``);
}

function routeOf({ folder }) {
  return folder.replace('packages', '/reference');
}

function indexOf(packages) {
  const rows = packages.map((each) => {
    const entries = each.entries.map(({ path }) => `\`${path}\``).join(' ');
    return `| [\`${each.name}\`](${routeOf(each)}) | ${each.description} | ${entries} |`;
  });
  return `# API

What each package exports, written from the docstrings of its source.

| package | what it is | entries |
|---|---|---|
${rows.join('\n')}

Beside it: [errors](/errors), what each name means and what fixes it; [IAM](/iam), every statement that a grant writes; [the command
line](/cli).
`;
}
