import { type Choice, choicesIn, isIntrinsic, isRecord, listOf } from './choices.js';
import { isUnknown, shown, shownJson } from './shown.js';

/** A statement as in its template, with `${…}` for what is known only at deployment. It has one of each pair. */
export interface Statement {
  /** Path of the construct that it is in: a policy, or a role with inline policies. */
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
  /** As in the template. `Fn::If` holds the conditions of the template under which the statement exists. */
  readonly condition?: unknown;
}

/** A statement, without its policy. */
export type StatementBody = Omit<Statement, 'policy' | 'logicalId'>;

/** What a statement of a document is, or may be. */
export interface ReadStatement {
  readonly body: StatementBody;
  /** The statement in the template, where nothing about it is decided at deployment. */
  readonly source?: Readonly<Record<string, unknown>>;
  /** What only the deployment decides about it. */
  readonly undecided?: string;
}

const EFFECTS = ['Allow', 'Deny'] as const;

/**
 * Reads a statement. Where its effect, or all of it, is known only at deployment, the result is everything that it may be. `existence` is the
 * condition of the resource that it is in.
 */
export function readStatement({ value, when }: Choice, index: number, existence: unknown): ReadStatement[] {
  const conditions = [...(existence === undefined ? [] : [String(existence)]), ...when];
  const about = (what: string) => `statement ${index + 1} ${what}`;
  if (!isStatement(value)) {
    const unknown = unknownPart(value);
    const undecided = about(`is known only at deployment: ${unknown}`);
    return EFFECTS.map((effect) => {
      const any = { index, effect, actions: [unknown], resources: [unknown] };
      return { body: onlyIf(conditions, any, [unknown]), undecided };
    });
  }
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = value;
  const body = {
    index,
    ...(Action === undefined ? { notActions: listed(NotAction) } : { actions: listed(Action) }),
    ...(Resource === undefined ? { notResources: listed(NotResource) } : { resources: listed(Resource) }),
    ...(isRecord(Condition) && Object.keys(Condition).length > 0 && { condition: shownJson(Condition) }),
  };
  if (!isIntrinsic(Effect)) {
    const known = onlyIf(conditions, { ...body, effect: Effect === 'Deny' ? 'Deny' : 'Allow' });
    if (when.length > 0) return [{ body: known, undecided: about(`is there only if ${when.join(' and ')}`) }];
    return [{ body: known, source: value }];
  }
  const undecided = about(`has an effect that is known only at deployment: ${shown(Effect)}`);
  return choicesIn(Effect).flatMap((choice) => {
    const possible = EFFECTS.filter((effect) => choice.value === effect || isIntrinsic(choice.value));
    const known = [...conditions, ...choice.when];
    return possible.map((effect) => ({ body: onlyIf(known, { ...body, effect }, [shown(Effect)]), undecided }));
  });
}

/** The statement under conditions of the template; without any, under `otherwise`. */
export function onlyIf(
  conditions: readonly string[],
  body: StatementBody,
  otherwise: readonly string[] = [],
): StatementBody {
  const added = conditions.length === 0 ? otherwise : conditions;
  if (added.length === 0) return body;
  const { condition } = body;
  const own = isRecord(condition) ? condition : condition === undefined ? {} : { Condition: condition };
  const before = own['Fn::If'] === undefined ? [] : [String(own['Fn::If'])];
  return { ...body, condition: { ...own, 'Fn::If': [...before, ...added].join(' and ') } };
}

function isStatement(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value) || isIntrinsic(value)) return false;
  const { Action, NotAction = Action, Resource, NotResource = Resource } = value;
  return NotAction !== undefined && NotResource !== undefined;
}

/** Stands for something that may be anything. */
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
