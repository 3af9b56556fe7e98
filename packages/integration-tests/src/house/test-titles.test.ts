import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PACKAGES, type SourceFile, testFilesOf } from './source-files.js';

/** A title begins with a verb. No list can check that, but a title that begins like this has none. */
const NO_VERB = /^(of|and|or|with|without|in|on|at|by|for|from|to|when|where|but|not|also|once|the|an?) |^\d/i;

describe.each(PACKAGES)('packages/%s', (name) => {
  it('has test titles that begin with a verb', () => {
    const titles = testFilesOf(name).flatMap((file) => titlesIn(file).map((title) => `${file.path}: ${title}`));
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => NO_VERB.test(title.replace(/^[^:]+: /, '')))).toEqual([]);
  });
});

/** The titles of `it` and `it.each`; of a template, what stands before its first placeholder. */
function titlesIn({ path, source }: SourceFile): readonly string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['it', 'test'].includes(calleeOf(node.expression))) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text);
      if (title && ts.isTemplateExpression(title)) titles.push(title.head.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  return titles;
}

/** `it` of `it.each(rows)`. */
function calleeOf(node: ts.Expression): string {
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return calleeOf(node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}
