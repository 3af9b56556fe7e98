import type { Expression, Identifier, Node, VariableStatement } from 'typescript';
import type { Edit } from '../../source/edit.js';
import { nodesBelow, type SourceFile } from '../../source/source-file.js';
import type { Reading } from '../../source/static-string.js';

/**
 * What removes constants that only the removed code used: `const { lambda } = backend.mail.resources`. A constant stays if making it does
 * something, as `new Secret(scope, id)` does.
 */
export function removeUnusedConstants(reading: Reading, removed: readonly Edit[]): readonly Edit[] {
  const { typescript, source } = reading;
  const { tree } = source;
  const identifiers = nodesBelow(tree).filter((node) => typescript.isIdentifier(node));
  const statements = nodesBelow(tree).filter((node) => typescript.isVariableStatement(node));
  const edits: Edit[] = [];
  const isRemoved = (node: Node) =>
    [...removed, ...edits].some(({ start, end }) => node.getStart(tree) >= start && node.end <= end);
  const isUnused = (names: readonly Identifier[]) =>
    names.every(
      ({ text: name }) =>
        identifiers.every((each) => each.text !== name || names.includes(each) || isRemoved(each)) &&
        !removed.some((edit) => hasWord(edit.text, name)),
    );
  const wasUsed = (names: readonly Identifier[]) =>
    names.some((name) =>
      identifiers.some((each) => each.text === name.text && !names.includes(each) && isRemoved(each)),
    );
  for (let changed = true; changed; ) {
    changed = false;
    for (const statement of statements) {
      const names = namesOf(reading, statement);
      if (names === undefined || isRemoved(statement) || !wasUsed(names) || !isUnused(names)) continue;
      edits.push(removedLine(source, statement));
      changed = true;
    }
  }
  return edits;
}

/** The names of a statement that may be removed. */
function namesOf({ typescript }: Reading, statement: VariableStatement): readonly Identifier[] | undefined {
  const [declaration, another] = statement.declarationList.declarations;
  if (declaration === undefined || another !== undefined || (statement.modifiers?.length ?? 0) > 0) return undefined;
  if (declaration.initializer === undefined || !isPure(declaration.initializer)) return undefined;
  const { name } = declaration;
  if (typescript.isIdentifier(name)) return [name];
  if (!typescript.isObjectBindingPattern(name)) return undefined;
  return name.elements.flatMap((element) => (typescript.isIdentifier(element.name) ? [element.name] : []));

  function isPure(node: Expression): boolean {
    if (typescript.isNewExpression(node)) return /PolicyStatement$/.test(node.expression.getText());
    if (typescript.isCallExpression(node)) {
      const makesNothing = /\b(?:Stack\.of|Secret\.fromSecretNameV2|Object\.freeze)$/.test(node.expression.getText());
      return makesNothing && node.arguments.every(isPure);
    }
    if (typescript.isPropertyAccessExpression(node) || typescript.isNonNullExpression(node))
      return isPure(node.expression);
    if (typescript.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => isPure(expression));
    if (typescript.isArrayLiteralExpression(node)) return node.elements.every(isPure);
    if (typescript.isAsExpression(node) || typescript.isSatisfiesExpression(node)) return isPure(node.expression);
    if (typescript.isSpreadElement(node)) return isPure(node.expression);
    if (typescript.isObjectLiteralExpression(node)) {
      return node.properties.every(
        (property) =>
          typescript.isShorthandPropertyAssignment(property) ||
          (typescript.isPropertyAssignment(property) && isPure(property.initializer)),
      );
    }
    return typescript.isIdentifier(node) || typescript.isStringLiteralLike(node);
  }
}

/** Whether new code uses a name, and not a property of that name: `secrets.database`. */
export function hasWord(code: string, name: string): boolean {
  return code
    .replace(/(?<!\.)\.\s*[\w$]+/g, '')
    .split(/[^\w$]+/)
    .includes(name);
}

/** What removes a statement and the comment that documents it, and the line where nothing else is on it. */
export function removedLine({ tree, text }: SourceFile, statement: Node): Edit {
  const start = lineStart(text, statement.getStart(tree, true));
  const isFirst = start === 0 || text[start - 1] === '\n';
  return { start, end: isFirst ? lineEnd(text, statement.end) : statement.end, text: '' };
}

function lineStart(text: string, position: number): number {
  const [indent = ''] = /[ \t]*$/.exec(text.slice(0, position)) ?? [];
  return position - indent.length;
}

function lineEnd(text: string, position: number): number {
  const [blank = ''] = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(position)) ?? [];
  return position + blank.length;
}
