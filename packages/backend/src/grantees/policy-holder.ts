import { CfnResource } from 'aws-cdk-lib';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { BackendError } from '../backend-error.js';
import { POLICY_TYPES, PRINCIPAL_KINDS, type PrincipalList } from './principal-kinds.js';

/** What the statements of a grant go to: a role, user or group, which policies name in a list; or a policy that was itself granted. */
export type PolicyHolder =
  | {
      readonly kind: 'principal';
      readonly path: string;
      readonly list: PrincipalList;
      readonly name: string;
      readonly owner: IConstruct;
      /** Path of a role that `Role.customizeRoles` leaves to others: CDK writes its statements to a report instead of a template. */
      readonly leftToOthers?: string;
    }
  | { readonly kind: 'policy'; readonly path: string; readonly policy: CfnResource };

/** @throws {GrantLostError} When the principal keeps no policies: a service, an account, a resource imported without its role. */
export function policyHolderOf(construct: IConstruct, principal: IPrincipal): PolicyHolder {
  const { path } = construct.node;
  for (const { property, list } of PRINCIPAL_KINDS) {
    const name: unknown = property in principal ? Reflect.get(principal, property) : undefined;
    if (typeof name !== 'string') continue;
    const leftToOthers = pathLeftToOthers(principal);
    return {
      kind: 'principal',
      path,
      list,
      name,
      owner: construct,
      ...(leftToOthers !== undefined && { leftToOthers }),
    };
  }
  const policy = construct.node.defaultChild;
  if (CfnResource.isCfnResource(policy) && POLICY_TYPES.includes(policy.cfnResourceType)) {
    return { kind: 'policy', path, policy };
  }
  throw new BackendError(
    'GrantLostError',
    `"${path}" has no role, user or group that a policy can be attached to, so CDK would drop the grant silently.`,
    'Grant the role that the code runs with. For an imported resource: Role.fromRoleName(scope, id, name).',
  );
}

/** CDK gives the role a child that collects its statements. */
export function pathLeftToOthers(role: unknown): string | undefined {
  if (!Construct.isConstruct(role)) return undefined;
  const { id, path } = role.node;
  return role.node.tryFindChild(`PrecreatedRole${id}`) === undefined ? undefined : path;
}

/** `what` is the permission that is missing. */
export function grantLost({ path }: PolicyHolder, what: string): BackendError {
  return new BackendError(
    'GrantLostError',
    `A grant to "${path}" is not in the templates: ${what}.`,
    'Grant a role that this backend may change: one that it creates itself, or one imported from its own account and without mutable: false. If code after the grant removes or overrides policies of the role, delete that code.',
  );
}
