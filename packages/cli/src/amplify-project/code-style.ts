import { stringLiteral } from '@amplify-secrets/runtime/contract';
import type { TypeScript } from '../source/load-typescript.js';
import { lineBreakOf, type SourceFile } from '../source/source-file.js';

/** How the lines of a file are written, so that new ones look alike. */
export interface CodeStyle {
  readonly lineBreak: '\n' | '\r\n';
  readonly indent: string;
  /** `;` or nothing. */
  readonly semicolon: ';' | '';
  readonly string: (value: string) => string;
  /** The end of relative imports: `.js`, `.ts` or nothing. */
  readonly extension: string;
}

/** `others` is the style of the project, for what the file itself does not show. */
export function codeStyleOf(typescript: TypeScript, { text, tree }: SourceFile, others?: CodeStyle): CodeStyle {
  const imports = tree.statements.filter((statement) => typescript.isImportDeclaration(statement));
  const modules = imports.map(({ moduleSpecifier }) => moduleSpecifier.getText(tree));
  const relative = modules.map((each) => each.slice(1, -1)).find((each) => each.startsWith('.'));
  const [quoted] = modules;
  const ofQuote = quoted?.startsWith('"') ? JSON.stringify : stringLiteral;
  const [, indent = '  '] = /\n([ \t]+)[\w'"]/.exec(text) ?? [];
  return {
    lineBreak: lineBreakOf(text),
    indent,
    semicolon: tree.statements.length === 0 || /;[ \t]*\r?$/m.test(text) ? ';' : '',
    string: quoted === undefined && others !== undefined ? others.string : (value) => ofQuote(value),
    extension: relative === undefined ? (others?.extension ?? '.js') : (/\.[jt]s$/.exec(relative)?.[0] ?? ''),
  };
}
