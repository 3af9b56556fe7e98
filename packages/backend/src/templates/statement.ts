import { type Choice, choicesIn, isIntrinsic, isRecord, listOf } from './choices.js';
import { isUnknown, shown, shownJson } from './shown.js';

/** A statement as its template has it; what is known only at deployment stands in `${…}`. Of each pair, one is there. */
export interface Statement {
  /** Path of the construct that holds it: a policy, or a role with its inline ones. */
  readonly policy: string;
  /** Of that construct, in its own template. */
  readonly logicalId: string;
  /** Position in its document, from 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** As it is in the template; also the template's own conditions, under `Fn::If`, where the statement is there only then. */
  readonly condition?: unknown;
}

/** A statement without the policy that it is in. */
export type StatementText = Omit<Statement, 'policy' | 'logicalId'>;

/** What a statement of a document says, or may say. */
export interface ReadStatement {
  readonly text: StatementText;
  /** The statement itself, where the template says all of it. */
  readonly source?: Readonly<Record<string, unknown>>;
  /** Why the template does not say what this statement is, or whether it is there. */
  readonly undecided?: string;
}

const EFFECTS = ['Allow', 'Deny'] as const;

/**
 * Reads a statement; where its effect, or all of it, is known only at deployment, as all that it may say. `existence` is the condition of
 * the resource that it is in.
 */
export function readStatement({ value, when }: Choice, index: number, existence: unknown): ReadStatement[] {
  const conditions = [...(existence === undefined ? [] : [String(existence)]), ...when];
  const about = (what: string) => `statement ${index + 1} ${what}`;
  if (!isStatement(value)) {
    const unknown = unknownPart(value);
    const undecided = about(`is known only at deployment: ${unknown}`);
    return EFFECTS.map((effect) => {
      const any = { index, effect, actions: [unknown], resources: [unknown] };
      return { text: onlyIf(conditions, any, [unknown]), undecided };
    });
  }
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = value;
  const text = {
    index,
    ...(Action === undefined ? { notActions: listed(NotAction) } : { actions: listed(Action) }),
    ...(Resource === undefined ? { notResources: listed(NotResource) } : { resources: listed(Resource) }),
    ...(isRecord(Condition) && Object.keys(Condition).length > 0 && { condition: shownJson(Condition) }),
  };
  if (!isIntrinsic(Effect)) {
    const known = onlyIf(conditions, { ...text, effect: Effect === 'Deny' ? 'Deny' : 'Allow' });
    if (when.length > 0) return [{ text: known, undecided: about(`is there only if ${when.join(' and ')}`) }];
    return [{ text: known, source: value }];
  }
  const undecided = about(`has an effect that is known only at deployment: ${shown(Effect)}`);
  return choicesIn(Effect).flatMap((choice) => {
    const possible = EFFECTS.filter((effect) => choice.value === effect || isIntrinsic(choice.value));
    const known = [...conditions, ...choice.when];
    return possible.map((effect) => ({ text: onlyIf(known, { ...text, effect }, [shown(Effect)]), undecided }));
  });
}

/** The statement under conditions of the template, or under what stands in for one. */
export function onlyIf(
  conditions: readonly string[],
  text: StatementText,
  otherwise: readonly string[] = [],
): StatementText {
  const added = conditions.length === 0 ? otherwise : conditions;
  if (added.length === 0) return text;
  const { condition } = text;
  const own = isRecord(condition) ? condition : condition === undefined ? {} : { Condition: condition };
  const before = own['Fn::If'] === undefined ? [] : [String(own['Fn::If'])];
  return { ...text, condition: { ...own, 'Fn::If': [...before, ...added].join(' and ') } };
}

function isStatement(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value) || isIntrinsic(value)) return false;
  const { Action, NotAction = Action, Resource, NotResource = Resource } = value;
  return NotAction !== undefined && NotResource !== undefined;
}

/** What stands for something that may be anything. */
function unknownPart(value: unknown): string {
  const part = shown(value);
  if (isUnknown(part)) return part;
  const name = isRecord(value) ? Object.keys(value).find((key) => key.startsWith('Fn::')) : undefined;
  return `\${${name ?? 'not a statement'}}`;
}

function listed(value: unknown): string[] {
  return listOf(value)
    .filter((each) => !isNothing(each))
    .map(shown);
}

function isNothing(value: unknown): boolean {
  return isRecord(value) && value.Ref === 'AWS::NoValue';
}
