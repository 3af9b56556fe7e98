import type { ArrayLiteralExpression, Expression, Node, ObjectLiteralExpression } from 'typescript';
import type { Constants } from './constants.js';
import type { TypeScript } from './load-typescript.js';
import { nodesBelow } from './source-file.js';

/** An object or an array that is written out. */
export type Table = ObjectLiteralExpression | ArrayLiteralExpression;

/**
 * The table that an expression is: `SECRETS`, `SECRETS.prod` and `SECRETS['prod']`. Undefined where the file may change it: by an
 * assignment or a method, or in a function or a variable that it is given to.
 */
export function tableOf(typescript: TypeScript, constants: Constants, given: Expression): Table | undefined {
  const node = withoutTypes(typescript, given);
  if (isTable(typescript, node)) return node;
  const root = rootOf(typescript, node);
  if (!typescript.isIdentifier(root) || isChanged(typescript, constants, root.text, root)) return undefined;
  const value = written(typescript, constants, node);
  return value !== undefined && isTable(typescript, value) ? value : undefined;
}

/** What `SECRETS.stripe`, `SECRETS['stripe']`, `LIST[0]` and `const { stripe } = SECRETS` are in a table that stays as it is written. */
export function memberOf(typescript: TypeScript, constants: Constants, node: Expression): Expression | undefined {
  const { value, property } = (typescript.isIdentifier(node) ? constants.get(node.text) : undefined) ?? {};
  const isMember = typescript.isPropertyAccessExpression(node) || typescript.isElementAccessExpression(node);
  const of = isMember ? node.expression : property === undefined ? undefined : value;
  if (of === undefined || tableOf(typescript, constants, of) === undefined) return undefined;
  return written(typescript, constants, node);
}

/** The values of a table, in their order. Undefined where one of them is not written out. */
export function valuesOf(typescript: TypeScript, table: Table): readonly Expression[] | undefined {
  if (typescript.isArrayLiteralExpression(table)) return table.elements;
  const values = table.properties.map((property) => {
    if (typescript.isShorthandPropertyAssignment(property)) return property.name;
    return typescript.isPropertyAssignment(property) && !typescript.isComputedPropertyName(property.name)
      ? property.initializer
      : undefined;
  });
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

/** Without parentheses, `!`, `as …`, `satisfies …` and `Object.freeze(…)`. */
function withoutTypes(typescript: TypeScript, node: Expression): Expression {
  if (
    typescript.isParenthesizedExpression(node) ||
    typescript.isNonNullExpression(node) ||
    typescript.isAsExpression(node) ||
    typescript.isSatisfiesExpression(node)
  ) {
    return withoutTypes(typescript, node.expression);
  }
  const [frozen] = typescript.isCallExpression(node) ? node.arguments : [];
  const isFrozen = typescript.isCallExpression(node) && node.expression.getText() === 'Object.freeze';
  return isFrozen && frozen !== undefined ? withoutTypes(typescript, frozen) : node;
}

function isTable(typescript: TypeScript, node: Expression): node is Table {
  return typescript.isObjectLiteralExpression(node) || typescript.isArrayLiteralExpression(node);
}

/** `SECRETS` of `SECRETS.prod.stripe`. */
function rootOf(typescript: TypeScript, node: Expression): Expression {
  const bare = withoutTypes(typescript, node);
  return typescript.isPropertyAccessExpression(bare) || typescript.isElementAccessExpression(bare)
    ? rootOf(typescript, bare.expression)
    : bare;
}

/** What the file writes for a constant, or for a member of one, whether or not it is changed later. */
function written(typescript: TypeScript, constants: Constants, given: Expression, depth = 0): Expression | undefined {
  const node = withoutTypes(typescript, given);
  if (depth > 8) return undefined;
  if (typescript.isIdentifier(node)) {
    const { value, property } = constants.get(node.text) ?? {};
    if (value === undefined) return undefined;
    return property === undefined ? withoutTypes(typescript, value) : memberNamed(value, property);
  }
  const key = keyOf(typescript, node);
  return key && memberNamed(key.of, key.name);

  function memberNamed(of: Expression, name: string): Expression | undefined {
    const bare = withoutTypes(typescript, of);
    const table = isTable(typescript, bare) ? bare : written(typescript, constants, bare, depth + 1);
    if (table === undefined || !isTable(typescript, table) || valuesOf(typescript, table) === undefined)
      return undefined;
    if (typescript.isArrayLiteralExpression(table)) {
      const isPlain = !table.elements.some((element) => typescript.isSpreadElement(element));
      const element = isPlain ? table.elements[Number(name)] : undefined;
      return element && withoutTypes(typescript, element);
    }
    // The last one of a name is the one that holds.
    const last = table.properties.filter((each) => each.name && nameOf(typescript, each.name) === name).at(-1);
    if (last === undefined) return undefined;
    if (typescript.isShorthandPropertyAssignment(last)) return last.name;
    return typescript.isPropertyAssignment(last) ? withoutTypes(typescript, last.initializer) : undefined;
  }
}

function keyOf(
  typescript: TypeScript,
  node: Expression,
): { readonly of: Expression; readonly name: string } | undefined {
  if (typescript.isPropertyAccessExpression(node)) return { of: node.expression, name: node.name.text };
  if (!typescript.isElementAccessExpression(node)) return undefined;
  const { argumentExpression: key } = node;
  return typescript.isStringLiteralLike(key) || typescript.isNumericLiteral(key)
    ? { of: node.expression, name: key.text }
    : undefined;
}

function nameOf(typescript: TypeScript, name: Node): string | undefined {
  return typescript.isIdentifier(name) || typescript.isStringLiteralLike(name) || typescript.isNumericLiteral(name)
    ? name.text
    : undefined;
}

/** Whether a use of the name is another one than a read of a member, a spread, `Object.values(…)` or a type. */
function isChanged(typescript: TypeScript, constants: Constants, name: string, within: Node): boolean {
  return nodesBelow(within.getSourceFile()).some(
    (node) => typescript.isIdentifier(node) && node.text === name && !isRead(typescript, constants, node),
  );
}

const READS = /^Object\.(?:values|keys|entries|freeze)$/;
/** Of arrays: they change nothing, and give the elements, which are strings, to a function. */
const READING_METHODS = new Set(['map', 'filter', 'includes', 'join', 'forEach', 'some', 'every', 'flatMap', 'at']);

function isRead(typescript: TypeScript, constants: Constants, name: Expression): boolean {
  const { parent } = name;
  const isName =
    (typescript.isPropertyAccessExpression(parent) && parent.name === name) ||
    (typescript.isVariableDeclaration(parent) && parent.name === name) ||
    (typescript.isPropertyAssignment(parent) && parent.name === name);
  if (isName || typescript.isTypeQueryNode(parent) || typescript.isQualifiedName(parent)) return true;
  return isReadAsIs(typescript, constants, name);
}

/** Whether a table, or a member of it, is only read where it is used. */
function isReadAsIs(typescript: TypeScript, constants: Constants, node: Expression): boolean {
  const { parent } = node;
  const { FirstAssignment, LastAssignment } = typescript.SyntaxKind;
  if (typescript.isBinaryExpression(parent) && parent.left === node) {
    const { kind } = parent.operatorToken;
    if (kind >= FirstAssignment && kind <= LastAssignment) return false;
  }
  if (typescript.isDeleteExpression(parent) || typescript.isPrefixUnaryExpression(parent)) return false;
  if (typescript.isPostfixUnaryExpression(parent)) return false;
  if (
    typescript.isParenthesizedExpression(parent) ||
    typescript.isNonNullExpression(parent) ||
    typescript.isAsExpression(parent) ||
    typescript.isSatisfiesExpression(parent)
  ) {
    return isReadAsIs(typescript, constants, parent);
  }
  if (typescript.isPropertyAccessExpression(parent) && parent.expression === node) {
    const { parent: around } = parent;
    const isCalled = typescript.isCallExpression(around) && around.expression === parent;
    return isCalled ? READING_METHODS.has(parent.name.text) : isReadAsIs(typescript, constants, parent);
  }
  if (typescript.isElementAccessExpression(parent) && parent.expression === node) {
    return isReadAsIs(typescript, constants, parent);
  }
  // What is read here: a string may go anywhere, and a table may not.
  const value = written(typescript, constants, node);
  if (value !== undefined && isText(typescript, value)) return true;
  const isMember = typescript.isElementAccessExpression(node) || typescript.isPropertyAccessExpression(node);
  const table = isMember ? written(typescript, constants, node.expression) : value;
  const isOfTexts =
    table !== undefined &&
    isTable(typescript, table) &&
    valuesOf(typescript, table)?.every((each) => isText(typescript, each)) === true;
  if (isMember && isOfTexts) return true;
  if (isOfTexts && typescript.isVariableDeclaration(parent) && typescript.isObjectBindingPattern(parent.name))
    return true;
  if (typescript.isSpreadElement(parent) || typescript.isSpreadAssignment(parent)) return true;
  if (typescript.isForOfStatement(parent) && parent.expression === node) return true;
  if (isResources(typescript, node)) return true;
  return typescript.isCallExpression(parent) && READS.test(parent.expression.getText());
}

/** What cannot be changed: a string, or what makes one. */
function isText(typescript: TypeScript, node: Expression): boolean {
  return (
    typescript.isStringLiteralLike(node) ||
    typescript.isTemplateExpression(node) ||
    (typescript.isBinaryExpression(node) && node.operatorToken.kind === typescript.SyntaxKind.PlusToken)
  );
}

/** `resources: LIST`, of which CDK makes a copy. */
function isResources(typescript: TypeScript, node: Expression): boolean {
  const { parent } = node;
  return typescript.isPropertyAssignment(parent) && /^(?:resources|actions)$/.test(parent.name.getText());
}
