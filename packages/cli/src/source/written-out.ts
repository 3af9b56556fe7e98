import type { Expression, Identifier } from 'typescript';
import { memberOf } from './constant-tables.js';
import type { Constants } from './constants.js';
import type { TypeScript } from './load-typescript.js';
import type { SourceFile } from './source-file.js';

/** What an expression is without parentheses, `!`, `as …`, names of constants, and members of constant tables. */
export function unwrapped(typescript: TypeScript, constants: Constants, node: Expression, depth = 0): Expression {
  if (
    typescript.isParenthesizedExpression(node) ||
    typescript.isNonNullExpression(node) ||
    typescript.isAsExpression(node) ||
    typescript.isSatisfiesExpression(node)
  ) {
    return unwrapped(typescript, constants, node.expression, depth);
  }
  if (depth > 8) return node;
  const member = memberOf(typescript, constants, node);
  if (member !== undefined) return unwrapped(typescript, constants, member, depth + 1);
  const constant = typescript.isIdentifier(node) ? constants.get(node.text) : undefined;
  if (constant === undefined || constant.property !== undefined) return node;
  return unwrapped(typescript, constants, constant.value, depth + 1);
}

/** An expression with its constants written out: `region` is `Stack.of(backend.mail.resources.lambda).region`. */
export function writtenOut(typescript: TypeScript, constants: Constants, source: SourceFile, node: Expression): string {
  const out = (each: Expression, depth: number): string => {
    if (depth > 20) return each.getText(source.tree);
    if (typescript.isParenthesizedExpression(each) || typescript.isNonNullExpression(each)) {
      return out(each.expression, depth + 1);
    }
    if (typescript.isAsExpression(each)) return out(each.expression, depth + 1);
    if (typescript.isPropertyAccessExpression(each)) return `${out(each.expression, depth + 1)}.${each.name.text}`;
    if (typescript.isCallExpression(each)) {
      return `${out(each.expression, depth + 1)}(${each.arguments.map((given) => out(given, depth + 1)).join(', ')})`;
    }
    if (!typescript.isIdentifier(each)) return each.getText(source.tree);
    return outOfName(each, depth);
  };
  const outOfName = (name: Identifier, depth: number): string => {
    const constant = constants.get(name.text);
    // `backend` stays a name: the call of defineBackend is no way to write it.
    if (constant === undefined || /^(?:await )?defineBackend\(/.test(constant.value.getText(source.tree)))
      return name.text;
    const value = out(constant.value, depth + 1);
    return constant.property === undefined ? value : `${value}.${constant.property}`;
  };
  return out(node, 0);
}
