import { Aspects, CfnResource, Stack, Tag } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Holder } from '../grantees/policy-holder.js';
import { constructBehind } from '../targets/construct-behind.js';
import { isSame, type SynthesizedPolicy, templateOf } from './attached-policies.js';
import { choicesIn } from './choices.js';
import { referencesTo } from './references.js';
import { shown } from './shown.js';

/** Who holds policies: a role, user or group of this backend, or one that it imports. */
export interface Principal {
  /** Construct path; of an imported one its name. */
  readonly id: string;
  /** What the tables call it: the functions that run as it, or else its path in the backend. */
  readonly name: string;
  readonly functions: readonly string[];
}

/** Those that have a policy under the same of the template's conditions; mostly under none. */
export interface Attachment {
  readonly principals: readonly string[];
  readonly when: readonly string[];
}

/** A managed policy whose text is in no template. */
export interface ManagedElsewhere {
  /** Id of the principal that has it. */
  readonly principal: string;
  /** Its ARN, with what is known only at deployment in `${…}`. */
  readonly policy: string;
  readonly when: readonly string[];
}

/** The principals of a backend, found by what policies and functions say of them. */
export interface Principals {
  /** Ids of those that a policy is attached to, if only under a condition. */
  ofPolicy(policy: SynthesizedPolicy): readonly string[];
  /** The same, apart under each condition. */
  attachmentsOf(policy: SynthesizedPolicy): readonly Attachment[];
  readonly managedElsewhere: readonly ManagedElsewhere[];
  /** Id of what a grant was made to: of a policy, its own. */
  ofHolder(holder: Holder): string;
  describe(id: string): Principal;
  /** Functions whose role is none that this report knows, by path. */
  readonly unknownRoles: readonly string[];
}

type Listed = 'Roles' | 'Users' | 'Groups';

const LISTS: Readonly<Record<string, Listed>> = {
  'AWS::IAM::Role': 'Roles',
  'AWS::IAM::User': 'Users',
  'AWS::IAM::Group': 'Groups',
};
const NAMES: Readonly<Record<Listed, string>> = { Roles: 'RoleName', Users: 'UserName', Groups: 'GroupName' };

type ListedHolder = Extract<Holder, { readonly owner: IConstruct }> & {
  readonly owner: CfnResource;
  readonly managedPolicies: unknown;
};

export function principalsAmong(constructs: readonly IConstruct[]): Principals {
  const resources = constructs.filter((construct) => CfnResource.isCfnResource(construct));
  const holders = new Map<string, ListedHolder>();
  const ownNames = new Map<string, string>();
  for (const owner of resources) {
    const list = LISTS[owner.cfnResourceType];
    if (list === undefined) continue;
    const { ManagedPolicyArns: managedPolicies, [NAMES[list]]: name } = templateOf(owner)?.Properties ?? {};
    holders.set(idOf(owner), { path: idOf(owner), list, name: owner.ref, owner, managedPolicies });
    if (typeof name === 'string') ownNames.set(`${list} ${name}`, idOf(owner));
  }
  const owners = [...holders.values()].map(({ owner }) => owner);
  const holderBehind = referencesTo(owners, constructs);
  /** A role of the backend may be named as if it were imported. */
  const named = (list: Listed, name: string) => ownNames.get(`${list} ${name}`) ?? name;
  const functions = new Map<string, string[]>();
  const unknownRoles: string[] = [];
  for (const [resource, name] of functionNames(resources)) {
    const id = roleOf(resource, holders, named);
    if (id === undefined) unknownRoles.push(idOf(resource));
    else functions.set(id, [...(functions.get(id) ?? []), name].sort());
  }

  const managed = resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::IAM::ManagedPolicy');
  const managedBehind = referencesTo(managed, constructs);
  const havingManaged = new Map<CfnResource, { readonly id: string; readonly when: readonly string[] }[]>();
  const managedElsewhere: ManagedElsewhere[] = [];
  for (const [principal, { owner, managedPolicies }] of holders) {
    for (const { value, when } of choicesIn(managedPolicies)) {
      const policy = shown(value);
      const own = managedBehind(Stack.of(owner), policy);
      if (own === undefined) managedElsewhere.push({ principal, policy, when });
      else havingManaged.set(own, [...(havingManaged.get(own) ?? []), { id: principal, when }]);
    }
  }

  function holderNamed(stack: Stack, list: Listed, name: unknown): string {
    const text = shown(name);
    if (typeof name === 'string') return named(list, name);
    const owner = holderBehind(stack, text);
    return owner === undefined ? text : idOf(owner);
  }

  function attachmentsOf({ resource, stack, template }: SynthesizedPolicy): readonly Attachment[] {
    const listed = Object.values(LISTS).flatMap((list) =>
      choicesIn(template.Properties?.[list]).map(({ value, when }) => ({ id: holderNamed(stack, list, value), when })),
    );
    const groups = new Map<string, { readonly when: readonly string[]; readonly ids: Set<string> }>();
    // A role may name its policies as well as a policy its roles.
    for (const { id, when } of [...listed, ...(havingManaged.get(resource) ?? [])]) {
      const group = groups.get(when.join()) ?? { when, ids: new Set() };
      groups.set(when.join(), group);
      group.ids.add(id);
    }
    // A policy that nobody has is told of all the same.
    if (groups.size === 0) return [{ principals: [idOf(resource)], when: [] }];
    return [...groups.values()].map(({ when, ids }) => ({ principals: [...ids].sort(), when }));
  }

  return {
    ofPolicy: (policy) => [...new Set(attachmentsOf(policy).flatMap(({ principals }) => principals))].sort(),
    attachmentsOf,
    managedElsewhere,
    ofHolder(holder) {
      if (holder.list === undefined) return idOf(holder.policy);
      const owner = constructBehind(holder.name);
      if (owner !== undefined) return idOf(owner);
      return named(holder.list, shown(Stack.of(holder.owner).resolve(holder.name)));
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

function roleOf(
  resource: CfnResource,
  holders: ReadonlyMap<string, ListedHolder>,
  named: (list: Listed, name: string) => string,
): string | undefined {
  const role = templateOf(resource)?.Properties?.Role;
  const declared: unknown = 'role' in resource ? resource.role : undefined;
  const stack = Stack.of(resource);
  if (typeof declared === 'string' && isSame(stack.resolve(declared), role)) {
    const owner = constructBehind(declared);
    if (owner !== undefined) return idOf(owner);
  }
  // The role of an imported ARN is known to grants by its name.
  if (typeof role === 'string') return named('Roles', role.split('/').at(-1) ?? role);
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
