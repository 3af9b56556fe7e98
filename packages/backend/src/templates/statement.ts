import { type Choice, choicesIn, isIntrinsic, isRecord } from './choices.js';
import { isUnknown, shown, shownJson } from './shown.js';
import type { Statement } from './statements-in.js';

/** A statement without the policy it is in. */
export interface TemplateStatement extends Omit<Statement, 'policy' | 'logicalId'> {
  /** Why the template does not say what this statement is, or whether it is there. */
  readonly undecided?: string;
}

const EFFECTS = ['Allow', 'Deny'] as const;

/**
 * What a statement of a template says; where its effect, or all of it, is known only at deployment, all that it may say. `existence` is
 * the condition of the resource that it is in.
 */
export function statementsFrom({ value, when }: Choice, index: number, existence: unknown): TemplateStatement[] {
  const conditions = [...(existence === undefined ? [] : [String(existence)]), ...when];
  const about = (what: string) => `statement ${index + 1} ${what}`;
  const there = when.length === 0 ? {} : { undecided: about(`is there only if ${when.join(' and ')}`) };
  if (!isStatement(value)) {
    const text = unknownText(value);
    const any = { statement: index, actions: [text], resources: [text] };
    const undecided = about(`is known only at deployment: ${text}`);
    return EFFECTS.map((effect) => ({ ...onlyIf(conditions, { ...any, effect }, [text]), undecided }));
  }
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = value;
  const text = {
    statement: index,
    ...(Action === undefined ? { notActions: texts(NotAction) } : { actions: texts(Action) }),
    ...(Resource === undefined ? { notResources: texts(NotResource) } : { resources: texts(Resource) }),
    ...(isRecord(Condition) && Object.keys(Condition).length > 0 && { condition: shownJson(Condition) }),
  };
  if (!isIntrinsic(Effect)) {
    return [{ ...onlyIf(conditions, { ...text, effect: Effect === 'Deny' ? 'Deny' : 'Allow' }), ...there }];
  }
  const undecided = about(`has an effect that is known only at deployment: ${shown(Effect)}`);
  return choicesIn(Effect).flatMap((choice) => {
    const possible = EFFECTS.filter((effect) => choice.value === effect || isIntrinsic(choice.value));
    const known = [...conditions, ...choice.when];
    return possible.map((effect) => ({ ...onlyIf(known, { ...text, effect }, [shown(Effect)]), undecided }));
  });
}

/** The statement under conditions of the template, or under what stands in for one. */
export function onlyIf(
  conditions: readonly string[],
  text: TemplateStatement,
  otherwise: readonly string[] = [],
): TemplateStatement {
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

/** As one text that may be any. */
function unknownText(value: unknown): string {
  const text = shown(value);
  if (isUnknown(text)) return text;
  const name = isRecord(value) ? Object.keys(value).find((key) => key.startsWith('Fn::')) : undefined;
  return `\${${name ?? 'not a statement'}}`;
}

/** IAM and CDK write a list of one without its brackets. */
function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => !isNothing(each)).map(shown);
}

function isNothing(value: unknown): boolean {
  return isRecord(value) && value.Ref === 'AWS::NoValue';
}
