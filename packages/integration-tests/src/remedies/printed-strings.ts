import ts from 'typescript';
import { productFilesOf, type SourceFile } from '../house/source-files.js';

/** Stands for a part of a template that is filled in. */
export const PART = '⟦⟧';

/** A string or a template of the sources. */
export interface PrintedString {
  /** `backend/check-secrets/secrets-missing.ts`. */
  readonly file: string;
  readonly text: string;
  /** The tag of a template, such as `shellLine`. */
  readonly tag: string | undefined;
  /** What fills in each part, as the source has it: `stringLiteral(name)`. */
  readonly parts: readonly string[];
}

const COMMAND = /\b(?:aws [a-z⟦][a-z-]*|npx|npm (?:i|ci|run|install)|node -e|eval) /;

export function isCommand({ text }: PrintedString): boolean {
  return COMMAND.test(text);
}

/** Whether a template writes quotes around a part by itself: `'${name}'`. */
export function isQuotedByHand({ text }: PrintedString): boolean {
  return text.includes(`'${PART}`) || text.includes(`${PART}'`);
}

/** Every string of the sources of runtime and backend. */
export function printedStrings(): readonly PrintedString[] {
  return ['runtime', 'backend'].flatMap((name) =>
    productFilesOf(name).flatMap((file) => stringsIn({ ...file, path: `${name}/${file.path}` })),
  );
}

export function stringsIn({ path, source }: SourceFile): readonly PrintedString[] {
  const found: PrintedString[] = [];
  function visit(node: ts.Node): void {
    const { parent } = node;
    const tag = parent !== undefined && ts.isTaggedTemplateExpression(parent) ? parent.tag.getText() : undefined;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      found.push({ file: path, text: node.text, tag, parts: [] });
    } else if (ts.isTemplateExpression(node)) {
      const text = node.head.text + node.templateSpans.map(({ literal }) => PART + literal.text).join('');
      found.push({
        file: path,
        text,
        tag,
        parts: node.templateSpans.map(({ expression }) => expression.getText().replace(/\s+/g, ' ')),
      });
    }
    ts.forEachChild(node, visit);
  }
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true));
  return found;
}
