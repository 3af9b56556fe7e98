import { Aspects, CfnResource, Stack, Tag } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { constructBehind, isAttached, isSame, type SynthesizedPolicy, templateOf } from '../attached-policies.js';
import type { Holder } from '../holder.js';
import { shownText } from './arn-text.js';

/** Who holds policies: a role, user or group of this backend, or one that it imports. */
export interface ReportedPrincipal {
  /** Construct path; of an imported one its name. */
  readonly id: string;
  /** What the tables call it: the functions that run as it, or else its path in the backend. */
  readonly name: string;
  readonly functions: readonly string[];
}

/** The principals of a backend, found by what policies and functions say of them. */
export interface Principals {
  /** Ids of those that a policy is attached to. */
  ofPolicy(policy: SynthesizedPolicy): readonly string[];
  /** Id of what a grant was made to: of a policy, its own. */
  ofHolder(holder: Holder): string;
  describe(id: string): ReportedPrincipal;
  /** Functions whose role is none that this report knows, by path. */
  readonly unknownRoles: readonly string[];
}

const LISTS: Readonly<Record<string, 'Roles' | 'Users' | 'Groups'>> = {
  'AWS::IAM::Role': 'Roles',
  'AWS::IAM::User': 'Users',
  'AWS::IAM::Group': 'Groups',
};

type ListedHolder = Extract<Holder, { readonly owner: IConstruct }> & { readonly owner: CfnResource };

export function principalsAmong(constructs: readonly IConstruct[]): Principals {
  const resources = constructs.filter((construct) => CfnResource.isCfnResource(construct));
  const holders = new Map<string, ListedHolder>();
  for (const owner of resources) {
    const list = LISTS[owner.cfnResourceType];
    if (list !== undefined) holders.set(idOf(owner), { path: idOf(owner), list, name: owner.ref, owner });
  }
  const functions = new Map<string, string[]>();
  const unknownRoles: string[] = [];
  for (const [resource, name] of functionNames(resources)) {
    const id = roleOf(resource, holders);
    if (id === undefined) unknownRoles.push(idOf(resource));
    else functions.set(id, [...(functions.get(id) ?? []), name].sort());
  }

  const byManagedPolicy = new Map<string, string[]>();
  for (const [id, { owner }] of holders) {
    for (const arn of listOf(templateOf(owner)?.Properties?.ManagedPolicyArns)) {
      const reference = referenceId(Stack.of(owner), arn);
      byManagedPolicy.set(reference, [...(byManagedPolicy.get(reference) ?? []), id]);
    }
  }
  const byReference = new Map(
    [...holders].map(([id, { owner, name }]) => [referenceId(Stack.of(owner), Stack.of(owner).resolve(name)), id]),
  );

  /** A reference means the holder in the holder's own stack; into others CDK passes it on under another name. */
  function holderNamed(policy: SynthesizedPolicy, list: Holder['list'], name: unknown): string | undefined {
    if (typeof name === 'string') return name;
    const own = byReference.get(referenceId(policy.stack, name));
    if (own !== undefined) return own;
    const alone = { ...policy, template: { Properties: { [String(list)]: [name] } } };
    const listed = [...holders].filter(([, holder]) => holder.list === list);
    const found = listed.find(([, holder]) => isAttached(alone, holder));
    // Until the synthesis a reference into another stack looks like one into its own.
    const others = listed.filter(([, { owner }]) => isSame(Stack.of(owner).resolve(owner.ref), name));
    return (found ?? (others.length === 1 ? others[0] : undefined))?.[0];
  }

  return {
    ofPolicy(policy) {
      const ids = Object.values(LISTS).flatMap((list) =>
        listOf(policy.template.Properties?.[list]).map((name) => holderNamed(policy, list, name) ?? shownText(name)),
      );
      // A role may name its policies as well as a policy its roles.
      const { resource, stack } = policy;
      ids.push(...(byManagedPolicy.get(referenceId(stack, stack.resolve(resource.ref))) ?? []));
      // A policy that nobody has is told of all the same.
      return ids.length === 0 ? [idOf(policy.resource)] : [...new Set(ids)].sort();
    },
    ofHolder(holder) {
      if (holder.list === undefined) return idOf(holder.policy);
      const owner = constructBehind(holder.name);
      return owner === undefined ? shownText(Stack.of(holder.owner).resolve(holder.name)) : idOf(owner);
    },
    describe(id) {
      const own = functions.get(id) ?? [];
      return { id, name: own.length === 0 ? id.replace(/^[^/]+\//, '') : own.join(', '), functions: own };
    },
    unknownRoles: unknownRoles.sort(),
  };
}

/** The path of what the user made, and not of the resource in it. */
export function idOf({ node }: IConstruct): string {
  return node.path.replace(/\/Resource$/, '');
}

function roleOf(resource: CfnResource, holders: ReadonlyMap<string, ListedHolder>): string | undefined {
  const role = templateOf(resource)?.Properties?.Role;
  const declared: unknown = 'role' in resource ? resource.role : undefined;
  const stack = Stack.of(resource);
  if (typeof declared === 'string' && isSame(stack.resolve(declared), role)) {
    const owner = constructBehind(declared);
    if (owner !== undefined) return idOf(owner);
  }
  // The role of an imported ARN is known to grants by its name.
  if (typeof role === 'string') return role.split('/').at(-1);
  return [...holders].find(
    ([, { owner }]) => Stack.of(owner) === stack && isSame(stack.resolve(owner.getAtt('Arn')), role),
  )?.[0];
}

/** Amplify's name for a function, its construct's id, or its path: the first that no function has yet. */
function functionNames(resources: readonly CfnResource[]): ReadonlyMap<CfnResource, string> {
  const functions = resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::Lambda::Function');
  const names = new Map<CfnResource, string>();
  const taken = new Set<string>();
  const choices = [friendlyName, (each: CfnResource) => idOf(each).split('/').at(-1), idOf];
  for (const choice of choices) {
    for (const resource of functions.filter((each) => !names.has(each))) {
      const name = choice(resource);
      if (name === undefined || taken.has(name)) continue;
      taken.add(name);
      names.set(resource, name);
    }
  }
  return names;
}

/** Amplify tags what it makes, and a tag is an aspect until the synthesis. */
function friendlyName(resource: CfnResource): string | undefined {
  const scopes = [resource, resource.node.scope].filter((scope) => scope !== undefined);
  const tags = scopes.flatMap((scope) => Aspects.of(scope).all).filter((aspect) => aspect instanceof Tag);
  return tags.find(({ key }) => key === 'amplify:friendly-name')?.value;
}

/** A reference means one thing in one stack. */
export function referenceId(stack: Stack, name: unknown): string {
  return `${stack.node.path} ${JSON.stringify(name)}`;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
