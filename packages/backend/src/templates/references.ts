import type { Stack } from 'aws-cdk-lib';
import { oncePer } from './once-per.js';
import { isUnknown, shown } from './shown.js';
import type { StageResources } from './stage-resources.js';

/** Something with a name that is a token. */
export interface Referable<T> {
  readonly value: T;
  readonly token: string;
  /** The stack in whose template the token is the plain reference. */
  readonly home: Stack;
}

/** What a reference in a template of the stack means, by the reference as `shown` has it. */
export type References<T> = (stack: Stack, reference: string) => T | undefined;

/**
 * Finds values by references to them. A reference is plain in its home stack. CDK passes it to other stacks under other names; before the
 * synthesis it looks the same there as at home.
 */
export function referencesTo<T>(wanted: readonly Referable<T>[], { logicalIdsIn }: StageResources): References<T> {
  const homes = new Map<Stack, Map<string, Referable<T>>>();
  for (const each of wanted) {
    const { home, token } = each;
    homes.set(home, (homes.get(home) ?? new Map()).set(shown(home.resolve(token)), each));
  }
  const fromOutside = oncePer((stack: Stack) => {
    const names = new Map<string, Referable<T> | undefined>();
    for (const [home, referables] of homes) {
      for (const [atHome, each] of home === stack ? [] : referables) {
        const here = shown(stack.resolve(each.token));
        // Not passed to the stack, which has something else of that name.
        if (here === atHome && logicalIdsIn(stack).has(here.slice(2, -1))) continue;
        // A name that may mean two of them means neither.
        names.set(here, names.has(here) ? undefined : each);
      }
    }
    return names;
  });

  return (stack, reference) =>
    isUnknown(reference) ? (homes.get(stack)?.get(reference) ?? fromOutside(stack).get(reference))?.value : undefined;
}
