/** One promise, checked. */
export interface Check {
  readonly section: 'access' | 'report' | 'invocations' | 'rotation' | 'attacks' | 'secrecy';
  readonly deployment: string;
  readonly promise: string;
  readonly kept: boolean;
  /** What was observed and, where the promise was broken, what was expected. Never a secret's value. */
  readonly seen: string;
}

export function expectEqual(
  check: Omit<Check, 'kept' | 'seen'>,
  seen: string | number,
  expected: string | number,
): Check {
  const kept = seen === expected;
  return { ...check, kept, seen: kept ? String(seen) : `${seen}, expected ${expected}` };
}
