import type { Expression, VariableDeclaration } from 'typescript';
import { declaredNames } from './declared-names.js';
import type { TypeScript } from './load-typescript.js';
import { nodesBelow, type SourceFile } from './source-file.js';

/**
 * The constants of a file, by name. A name that is declared twice, or is also a parameter, may be either: it is none. Nor is one whose value is
 * changed later, as by `statement.addCondition(…)` and `list.push(…)`.
 */
export type Constants = ReadonlyMap<string, Constant>;

export interface Constant {
  /** What it is, or, with `property`, has it. */
  readonly value: Expression;
  /** For `const { region: here } = stack`. */
  readonly property: string | undefined;
  readonly declaration: VariableDeclaration;
}

export function constantsOf(typescript: TypeScript, source: SourceFile): Constants {
  const { tree } = source;
  const declared = declaredNames(typescript, source);
  const found = new Map<string, Constant | undefined>();
  const add = (name: string, constant: Constant | undefined) =>
    found.set(name, declared.get(name) === 1 ? constant : undefined);
  for (const node of nodesBelow(tree)) {
    if (!typescript.isVariableDeclaration(node)) continue;
    const { parent, initializer, name } = node;
    const isConst = typescript.isVariableDeclarationList(parent) && (parent.flags & typescript.NodeFlags.Const) !== 0;
    const constantWith = (property?: string): Constant | undefined =>
      isConst && initializer !== undefined ? { value: initializer, property, declaration: node } : undefined;
    if (typescript.isIdentifier(name)) add(name.text, constantWith());
    if (!typescript.isObjectBindingPattern(name)) continue;
    for (const { name: bound, propertyName, initializer: fallback } of name.elements) {
      if (!typescript.isIdentifier(bound)) continue;
      const property = propertyName === undefined ? bound.text : propertyName.getText(tree);
      add(bound.text, fallback === undefined ? constantWith(property) : undefined);
    }
  }
  const changed = changedNames(typescript, tree);
  return new Map(
    [...found].flatMap(([name, constant]) => (constant === undefined || changed.has(name) ? [] : [[name, constant]])),
  );
}

/** What changes a PolicyStatement, or a list. Policies that are added to a function or a role do not: those are read by their names alone. */
const CHANGES =
  /^(?:add(?:Not)?(?:Actions|Resources)|addAllResources|add\w*Conditions?|add\w*Principals?|push|unshift|pop|shift|splice|fill|copyWithin)$/;

/** Names whose objects are changed where they are used: by a method, or an assignment to what they have. */
function changedNames(typescript: TypeScript, tree: SourceFile['tree']): ReadonlySet<string> {
  const { FirstAssignment, LastAssignment } = typescript.SyntaxKind;
  return new Set(
    nodesBelow(tree).flatMap((node) => {
      if (!typescript.isIdentifier(node)) return [];
      const { parent } = node;
      const isMember =
        (typescript.isPropertyAccessExpression(parent) || typescript.isElementAccessExpression(parent)) &&
        parent.expression === node;
      if (!isMember) return [];
      const around = parent.parent;
      const isCalled =
        typescript.isPropertyAccessExpression(parent) &&
        typescript.isCallExpression(around) &&
        around.expression === parent &&
        CHANGES.test(parent.name.text);
      const isAssigned =
        typescript.isBinaryExpression(around) &&
        around.left === parent &&
        around.operatorToken.kind >= FirstAssignment &&
        around.operatorToken.kind <= LastAssignment;
      return isCalled || isAssigned ? [node.text] : [];
    }),
  );
}
