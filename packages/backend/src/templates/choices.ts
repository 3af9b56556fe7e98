/** A possible value, and the conditions of the template under which it is this one: all of them. */
export interface Choice {
  readonly value: unknown;
  readonly when: readonly string[];
}

/**
 * The possible values of a property that is one or a list: both sides of every `Fn::If`, inside lists and around them. Another intrinsic
 * function is itself the value.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function choicesIn(value: unknown): Choice[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(choicesIn);
  if (!isRecord(value)) return [{ value, when: [] }];
  const sides = value['Fn::If'];
  if (Array.isArray(sides) && Object.keys(value).length === 1) {
    const [condition, then, otherwise] = sides;
    return [...under(String(condition), choicesIn(then)), ...under(`not ${condition}`, choicesIn(otherwise))];
  }
  return value.Ref === 'AWS::NoValue' ? [] : [{ value, when: [] }];
}

/** The choices inside each choice, under the conditions of both. */
export function within(choices: readonly Choice[], choicesOf: (value: unknown) => readonly Choice[]): Choice[] {
  return choices.flatMap(({ value, when }) =>
    choicesOf(value).map((each) => ({ ...each, when: [...when, ...each.when] })),
  );
}

/** Whether an intrinsic function or a macro determines the value. */
export function isIntrinsic(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

/** IAM and CDK write a list of one without its brackets. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Whether two values would be the same in a template. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function under(condition: string, choices: readonly Choice[]): Choice[] {
  return choices.map(({ value, when }) => ({ value, when: [condition, ...when] }));
}
