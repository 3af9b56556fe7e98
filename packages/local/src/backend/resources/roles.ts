import { partitionOf } from '../../arn/partition.js';
import { generatedName } from '../../cloudformation/generated-name.js';
import { type Resource, subjectOf } from '../../cloudformation/resource.js';
import { asString, type Resolved, Unresolved, valueAt } from '../../cloudformation/value.js';
import type { NamedPolicy, Role } from '../../iam/model.js';
import { awsManagedPolicy, unreadablePolicy } from './aws-managed-policy.js';
import { namedPolicy } from './policy-document.js';

export interface Roles {
  readonly declared: readonly Role[];
  /** Roles that no template declares, and that policies of the templates name. */
  readonly named: readonly Role[];
  /** The role with that ARN. Of a role that no template declares, only the policies that the templates attach are known. */
  withArn(arn: Resolved): Role;
}

const UNDECLARED = 'no template declares it, so its policies are not known';

interface Attachment {
  readonly account: string;
  readonly partition: string;
  readonly policy: NamedPolicy;
  readonly roleNames: readonly (string | Unresolved)[];
}

/** Reads the roles with their policies. `gaps` are the parts that cannot be read: they may attach anything to any role. */
export function readRoles(resources: readonly Resource[], gaps: readonly string[]): Roles {
  const managed = new Map(
    ofType(resources, 'AWS::IAM::ManagedPolicy').map((resource) => [resource.ref(), documentOf(resource)]),
  );
  const subjects = new Set(ofType(resources, 'AWS::IAM::Role').map(subjectOf));
  const attachments = resources.flatMap(attachmentOf);
  const unreadable = gaps.map((gap) => unreadablePolicy(gap, 'what it attaches to this role is not known'));
  const roles = new Map(
    ofType(resources, 'AWS::IAM::Role').map((resource) => [subjectOf(resource), declaredRole(resource)]),
  );
  const declared = [...roles.values()];

  return {
    declared,
    named: namedRoles(),
    withArn(arn) {
      const value = asString(arn);
      const subject = value instanceof Unresolved ? roles.get(value.subject ?? '') : undefined;
      const known = subject ?? declared.find((role) => role.arn === value);
      if (known !== undefined) return known;
      if (value instanceof Unresolved) return foreignRole('arn:aws:iam::000000000000:role/unresolved', value.reason);
      return foreignRole(value, UNDECLARED);
    },
  };

  function declaredRole(resource: Resource): Role {
    const { logicalId, stack } = resource;
    const name = resource.ref();
    const arn = resource.attribute('Arn');
    const known = typeof name === 'string' && typeof arn === 'string';
    const identity = known ? { name, arn } : substituteIdentity(resource);
    const boundary = resource.property('PermissionsBoundary');
    return {
      ...identity,
      logicalId,
      account: stack.account,
      policies: [
        ...(resource.uncertain === undefined ? [] : [unreadablePolicy(logicalId, resource.uncertain)]),
        ...list(resource.property('Policies')).map((policy) => inlinePolicy(logicalId, policy)),
        ...list(resource.property('ManagedPolicyArns')).map((policy) => managedPolicy(logicalId, policy)),
        ...attached(identity.name, stack.account, subjectOf(resource)),
        ...unreadable,
      ],
      ...(boundary !== undefined && { boundary: managedPolicy(logicalId, boundary) }),
    };
  }

  function namedRoles(): readonly Role[] {
    const arns = attachments.flatMap(({ account, partition, roleNames }) =>
      roleNames.flatMap((name) => {
        const isDeclared = declared.some((role) => role.name === name && role.account === account);
        return name instanceof Unresolved || isDeclared ? [] : [`arn:${partition}:iam::${account}:role/${name}`];
      }),
    );
    return [...new Set(arns)].map((arn) => foreignRole(arn, UNDECLARED));
  }

  function foreignRole(arn: string, reason: string): Role {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const account = arn.split(':')[4] ?? '';
    return { arn, name, account, policies: [...attached(name, account), ...unreadable, unreadablePolicy(arn, reason)] };
  }

  /** The policies that name or refer to the role, and those whose role is unresolved: they may be attached to any. */
  function attached(roleName: string, account: string, subject?: string): readonly NamedPolicy[] {
    return attachments.flatMap(({ policy, roleNames, ...attachment }) => {
      if (attachment.account !== account) return [];
      const unnamed = roleNames.filter((name) => name instanceof Unresolved);
      const referred = subject !== undefined && unnamed.some((name) => name.subject === subject);
      if (referred || roleNames.includes(roleName)) return [policy];
      const lost = unnamed.find((name) => !subjects.has(name.subject ?? ''));
      return lost === undefined ? [] : [{ ...policy, unknown: `the role it is attached to: ${lost.reason}` }];
    });
  }

  function managedPolicy(owner: string, arn: Resolved): NamedPolicy {
    const value = asString(arn);
    if (value instanceof Unresolved) return unreadablePolicy(`${owner}/managed policy`, value.reason);
    return managed.get(value) ?? awsManagedPolicy(value);
  }
}

function attachmentOf(resource: Resource): readonly Attachment[] {
  const { account, region } = resource.stack;
  const partition = partitionOf(region).name;
  switch (resource.type) {
    case 'AWS::IAM::Policy':
    case 'AWS::IAM::ManagedPolicy':
      return [
        { account, partition, policy: documentOf(resource), roleNames: list(resource.property('Roles')).map(asString) },
      ];
    case 'AWS::IAM::RolePolicy':
      return [
        { account, partition, policy: documentOf(resource), roleNames: [asString(resource.property('RoleName'))] },
      ];
    default:
      return [];
  }
}

function documentOf(resource: Resource): NamedPolicy {
  return namedPolicy(resource.logicalId, resource.property('PolicyDocument'), resource.uncertain);
}

function inlinePolicy(owner: string, policy: Resolved): NamedPolicy {
  const name = asString(valueAt(policy, 'PolicyName'));
  const label = `${owner}/${name instanceof Unresolved ? 'inline policy' : name}`;
  if (policy instanceof Unresolved) return unreadablePolicy(label, policy.reason);
  return namedPolicy(label, valueAt(policy, 'PolicyDocument'));
}

/** For a role whose own name is unresolved; the backend's `unresolved` says so. */
function substituteIdentity({ logicalId, stack }: Resource): Pick<Role, 'name' | 'arn'> {
  const name = generatedName(stack.name, logicalId, 64);
  return { name, arn: `arn:${partitionOf(stack.region).name}:iam::${stack.account}:role/${name}` };
}

function list(value: Resolved): readonly Resolved[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function ofType(resources: readonly Resource[], type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type === type);
}
