import type { BindingName, Expression, Node, SignatureDeclaration, TypeNode } from 'typescript';
import type { TypeScript } from '../source/load-typescript.js';
import { nodesBelow, type SourceFile } from '../source/source-file.js';
import { callSitesOf, functionNamed, referencesTo } from './references.js';

/** What a value of the code is: what a secret is asked for with, the answer, its text, or what the text is parsed to. */
export type ValueKind = 'input' | 'answer' | 'text' | 'json';

/** What the code does with the value of a secret. */
export interface ValueUse {
  /** The fields that it takes out of the JSON; empty where it parses the text, and they are not known; undefined where it parses none. */
  readonly fields: readonly string[] | undefined;
  /** What `within` returns of it. */
  readonly returned: readonly ValueKind[];
}

/** Not strings in the secrets of AWS's databases, and perhaps not in others. */
const NUMBERS = new Set(['port', 'expiresAt', 'expiresIn', 'expires_at', 'expires_in']);

/**
 * Follows a value through variables, functions of the project and their results. `within` is a function whose results are not followed, since
 * each of its calls is about another secret.
 */
export function followValue(
  typescript: TypeScript,
  files: readonly SourceFile[],
  starts: readonly (readonly [Expression, ValueKind])[],
  within?: SignatureDeclaration,
): ValueUse {
  const fields = new Set<string>();
  const returned = new Set<ValueKind>();
  const seen = new Set<string>();
  let [isJson, isUnknown] = [false, false];
  for (const [node, kind] of starts) {
    if (kind === 'json') isJson = true;
    follow(node, kind);
  }
  const isKnown = !isUnknown && fields.size > 0 && ![...fields].some((field) => NUMBERS.has(field));
  return { fields: isJson ? (isKnown ? [...fields] : []) : undefined, returned: [...returned] };

  function follow(node: Expression, kind: ValueKind): void {
    const place = `${node.getSourceFile().fileName}:${node.pos}:${node.end}:${kind}`;
    if (seen.has(place)) return;
    seen.add(place);
    const { parent } = node;
    if (
      typescript.isParenthesizedExpression(parent) ||
      typescript.isAwaitExpression(parent) ||
      typescript.isNonNullExpression(parent)
    ) {
      follow(parent, kind);
    } else if (typescript.isAsExpression(parent) || typescript.isSatisfiesExpression(parent)) {
      if (kind !== 'json' || !addTyped(parent.type)) follow(parent, kind);
    } else if (typescript.isBinaryExpression(parent)) {
      followOperator(node, parent, kind);
    } else if (typescript.isPropertyAccessExpression(parent) && parent.expression === node) {
      followMember(parent, parent.name.text, kind);
    } else if (typescript.isElementAccessExpression(parent) && parent.expression === node) {
      const key = parent.argumentExpression;
      if (typescript.isStringLiteralLike(key)) followMember(parent, key.text, kind);
      else unknown(kind);
    } else if (typescript.isCallExpression(parent) || typescript.isNewExpression(parent)) {
      if (parent.expression !== node) followArgument(node, parent, kind);
    } else if (typescript.isVariableDeclaration(parent) && parent.initializer === node) {
      if (kind !== 'json' || parent.type === undefined || !addTyped(parent.type)) bind(parent.name, kind);
    } else if (typescript.isReturnStatement(parent) || (typescript.isArrowFunction(parent) && parent.body === node)) {
      followResult(parent, kind);
    } else if (typescript.isConditionalExpression(parent) && parent.condition !== node) {
      follow(parent, kind);
    } else if (!isTest(parent)) unknown(kind);
  }

  /** Its fields may be read elsewhere, in code that is not followed. */
  function unknown(kind: ValueKind): void {
    if (kind === 'json') isUnknown = true;
  }

  function isTest(node: Node): boolean {
    return (
      typescript.isExpressionStatement(node) ||
      typescript.isIfStatement(node) ||
      typescript.isConditionalExpression(node) ||
      typescript.isPrefixUnaryExpression(node) ||
      typescript.isTypeOfExpression(node)
    );
  }

  function followOperator(node: Expression, parent: Expression, kind: ValueKind): void {
    if (!typescript.isBinaryExpression(parent)) return;
    const operator = parent.operatorToken.getText();
    if (['??', '||', '&&'].includes(operator)) follow(parent, kind);
    if (!['=', '??=', '||='].includes(operator) || parent.right !== node) return;
    if (typescript.isIdentifier(parent.left)) {
      for (const reference of referencesTo(typescript, parent.left)) follow(reference, kind);
    } else unknown(kind);
    follow(parent, kind);
  }

  function followMember(member: Expression, name: string, kind: ValueKind): void {
    const { parent } = member;
    const call = typescript.isCallExpression(parent) && parent.expression === member ? parent : undefined;
    const [callback] = call?.arguments ?? [];
    if (call !== undefined && name === 'then' && callback !== undefined) {
      if (typescript.isArrowFunction(callback) || typescript.isFunctionExpression(callback)) bindFirst(callback, kind);
      else unknown(kind);
    } else if (
      call !== undefined &&
      ['promise', 'toString', 'trim', 'catch', 'finally'].includes(name) &&
      kind !== 'json'
    )
      follow(call, kind);
    else if (kind === 'answer' && name === 'SecretString') follow(member, 'text');
    else if (kind === 'json') fields.add(name);
  }

  function followArgument(node: Expression, call: Expression, kind: ValueKind): void {
    if (!typescript.isCallExpression(call) && !typescript.isNewExpression(call)) return;
    const callee = call.expression.getText();
    if (kind === 'text' && callee === 'JSON.parse') {
      isJson = true;
      follow(call, 'json');
      return;
    }
    if (kind === 'input') {
      follow(call, typescript.isNewExpression(call) ? 'input' : 'answer');
      return;
    }
    const called = typescript.isIdentifier(call.expression) ? functionNamed(typescript, call.expression) : undefined;
    const parameter = called?.parameters[call.arguments?.indexOf(node) ?? 0];
    if (parameter !== undefined) bind(parameter.name, kind);
    // A cache of the file's own.
    else if (!/\.set$/.test(callee)) unknown(kind);
  }

  function bindFirst(callback: SignatureDeclaration, kind: ValueKind): void {
    const [parameter] = callback.parameters;
    if (parameter !== undefined) bind(parameter.name, kind);
  }

  function bind(name: BindingName, kind: ValueKind): void {
    if (typescript.isIdentifier(name)) {
      for (const reference of referencesTo(typescript, name)) follow(reference, kind);
      return;
    }
    if (!typescript.isObjectBindingPattern(name)) {
      unknown(kind);
      return;
    }
    for (const { name: bound, propertyName, dotDotDotToken } of name.elements) {
      const field = (propertyName ?? bound).getText().replace(/^(['"])(.*)\1$/, '$2');
      if (dotDotDotToken !== undefined) unknown(kind);
      else if (kind === 'json') fields.add(field);
      else if (kind === 'answer' && field === 'SecretString') bind(bound, 'text');
    }
  }

  function followResult(node: Node, kind: ValueKind): void {
    let around: Node = node;
    while (around.parent !== undefined && !typescript.isFunctionLike(around)) around = around.parent;
    if (!typescript.isFunctionLike(around)) return;
    if (around === within) {
      returned.add(kind);
      return;
    }
    const { parent } = around;
    const then =
      typescript.isCallExpression(parent) && /\.then$/.test(parent.expression.getText()) ? parent : undefined;
    const sites = then === undefined ? callSitesOf(typescript, files, around) : [then];
    if (sites.length === 0) unknown(kind);
    for (const site of sites) follow(site, kind);
  }

  /** `as { apiKey: string }`, also of a type that the file names. False where not all of its members are strings. */
  function addTyped(type: TypeNode): boolean {
    const members = membersOf(type);
    const names = members?.map((member) =>
      typescript.isPropertySignature(member) && member.type?.getText() === 'string'
        ? member.name.getText().replace(/^(['"])(.*)\1$/, '$2')
        : undefined,
    );
    const known = names?.filter((name) => name !== undefined) ?? [];
    if (known.length === 0 || known.length !== names?.length) return false;
    for (const name of known) fields.add(name);
    return true;
  }

  function membersOf(type: TypeNode): readonly Node[] | undefined {
    if (typescript.isTypeLiteralNode(type)) return type.members;
    if (!typescript.isTypeReferenceNode(type)) return undefined;
    const name = type.typeName.getText();
    for (const node of nodesBelow(type.getSourceFile())) {
      if (typescript.isInterfaceDeclaration(node) && node.name.text === name) return node.members;
      if (typescript.isTypeAliasDeclaration(node) && node.name.text === name && typescript.isTypeLiteralNode(node.type))
        return node.type.members;
    }
    return undefined;
  }
}
