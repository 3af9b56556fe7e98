import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { type Holder, POLICY_TYPES } from '../grantees/policy-holder.js';
import { constructBehind } from '../targets/construct-behind.js';

/** A policy as its template will have it. */
export interface SynthesizedPolicy {
  readonly resource: CfnResource;
  readonly stack: Stack;
  readonly template: Template;
}

/** A resource in a template, after all overrides. */
export interface Template {
  readonly Type?: unknown;
  readonly Condition?: unknown;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Every inline and managed policy of the stage that a stack is in; its nested and sibling stacks included. */
export function policiesAround(stack: Stack): SynthesizedPolicy[] {
  return (Stage.of(stack) ?? stack).node.findAll().flatMap((construct) => {
    if (!CfnResource.isCfnResource(construct) || !POLICY_TYPES.includes(construct.cfnResourceType)) return [];
    const template = templateOf(construct);
    if (template?.Type !== construct.cfnResourceType) return [];
    return [{ resource: construct, stack: Stack.of(construct), template }];
  });
}

/** Undefined for a resource that leaves itself out of the template, as an empty policy does. */
export function templateOf(resource: CfnResource): Template | undefined {
  // What synthesis itself calls, and the only view with property overrides in it. It is public but missing from CDK's declarations.
  const synthesized = resource as CfnResource & { _toCloudFormation(): { readonly Resources?: object } };
  const { Resources } = Stack.of(resource).resolve(synthesized._toCloudFormation());
  return Resources === undefined ? undefined : Object.values<Template>(Resources)[0];
}

/** The policies of a holder, found by the names in them: a thousand roles do not each ask a thousand policies. */
export function attachments(policies: readonly SynthesizedPolicy[]): (holder: Holder) => SynthesizedPolicy[] {
  const idOf = (list: string, stack: Stack, name: unknown) => `${list} ${stack.node.path} ${JSON.stringify(name)}`;
  const named = new Map<string, Set<SynthesizedPolicy>>();
  for (const policy of policies) {
    for (const list of ['Roles', 'Users', 'Groups']) {
      const names = policy.template.Properties?.[list];
      if (!Array.isArray(names)) continue;
      for (const name of names) {
        const id = idOf(list, policy.stack, name);
        named.set(id, (named.get(id) ?? new Set()).add(policy));
      }
    }
  }
  const stacks = [...new Set(policies.map(({ stack }) => stack))];
  return (holder) => {
    const { list } = holder;
    const near =
      list === undefined
        ? policies
        : stacks.flatMap((stack) => [...(named.get(idOf(list, stack, stack.resolve(holder.name))) ?? [])]);
    return near.filter((policy) => isAttached(policy, holder));
  };
}

/** Whether the policy, as synthesised, is attached to the holder whenever the holder exists. */
export function isAttached(policy: SynthesizedPolicy, holder: Holder): boolean {
  const { resource, stack, template } = policy;
  if (holder.list === undefined) return resource === holder.policy && template.Condition === undefined;
  const owner = constructBehind(holder.name);
  if (template.Condition !== undefined) {
    const same = CfnResource.isCfnResource(owner) && Stack.of(owner) === stack;
    if (!same || templateOf(owner)?.Condition !== template.Condition) return false;
  }
  const names = template.Properties?.[holder.list];
  const name: unknown = stack.resolve(holder.name);
  if (!Array.isArray(names) || !names.some((each) => isSame(each, name))) return false;
  // A name that is a reference means the holder only in the holder's own stack, or where CDK has passed it on to another.
  if (owner === undefined || typeof name === 'string') return true;
  const home = Stack.of(owner);
  return home === stack || !isSame(home.resolve(holder.name), name);
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
