import { CfnElement, type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isUnknown, shown } from './shown.js';

/** The resource that a `Ref` in a template of the stack means, by the reference as `shown` has it. */
export type References = (stack: Stack, text: string) => CfnResource | undefined;

/**
 * Finds some of the resources by references to them. One means the resource in the resource's own stack; into others CDK passes it on
 * under another name, and until the synthesis it looks there like one of its own stack.
 */
export function referencesTo(wanted: readonly CfnResource[], constructs: readonly IConstruct[]): References {
  const homes = new Map<Stack, Map<string, CfnResource>>();
  for (const resource of wanted) {
    const home = Stack.of(resource);
    homes.set(home, (homes.get(home) ?? new Map()).set(shown(home.resolve(resource.ref)), resource));
  }
  const passedOn = new Map<Stack, ReadonlyMap<string, CfnResource>>();

  function namesFromAfar(stack: Stack): ReadonlyMap<string, CfnResource> {
    const known = passedOn.get(stack);
    if (known !== undefined) return known;
    const own = new Set(
      constructs
        .filter((construct) => CfnElement.isCfnElement(construct))
        .filter((element) => Stack.of(element) === stack)
        .map(({ logicalId }) => `\${${stack.resolve(logicalId)}}`),
    );
    const names = new Map<string, CfnResource | undefined>();
    for (const [home, resources] of homes) {
      for (const [atHome, resource] of home === stack ? [] : resources) {
        const text = shown(stack.resolve(resource.ref));
        // Not passed on, and the stack has something of that name.
        if (text === atHome && own.has(text)) continue;
        names.set(text, names.has(text) ? undefined : resource);
      }
    }
    // What two stacks call the same means neither of them for sure.
    const found = new Map([...names].flatMap(([text, resource]) => (resource === undefined ? [] : [[text, resource]])));
    passedOn.set(stack, found);
    return found;
  }

  return (stack, text) =>
    isUnknown(text) ? (homes.get(stack)?.get(text) ?? namesFromAfar(stack).get(text)) : undefined;
}
