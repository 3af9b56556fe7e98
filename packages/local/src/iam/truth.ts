/** Something that the evaluator does not know, with the reasons. */
export interface Unknown {
  readonly reasons: readonly string[];
}

/**
 * Three-valued truth (Kleene): a result is unknown only where the two possible values of an unknown lead to different results.
 * `false` decides a conjunction and `true` a disjunction whatever else is unknown.
 */
export type Truth = boolean | Unknown;

export function unknown(...reasons: readonly string[]): Unknown {
  return { reasons };
}

export function isUnknown(value: Truth | string | readonly string[] | undefined): value is Unknown {
  return typeof value === 'object' && !Array.isArray(value);
}

export function not(truth: Truth): Truth {
  return isUnknown(truth) ? truth : !truth;
}

export function every<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  return settle(items, test, false);
}

export function some<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  return settle(items, test, true);
}

export function and(...truths: readonly Truth[]): Truth {
  return every(truths, (truth) => truth);
}

export function or(...truths: readonly Truth[]): Truth {
  return some(truths, (truth) => truth);
}

/** The same truth, with the place before each reason. */
export function at(place: string, truth: Truth): Truth {
  return isUnknown(truth) ? unknown(...truth.reasons.map((reason) => `${place}: ${reason}`)) : truth;
}

function settle<T>(items: readonly T[], test: (item: T) => Truth, decisive: boolean): Truth {
  let reasons: string[] | undefined;
  for (const item of items) {
    const truth = test(item);
    if (truth === decisive) return decisive;
    if (isUnknown(truth)) reasons = [...(reasons ?? []), ...truth.reasons];
  }
  return reasons === undefined ? !decisive : { reasons };
}
