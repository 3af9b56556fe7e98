import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { PolicyHolder } from '../grantees/policy-holder.js';
import { PRINCIPAL_KINDS, type PrincipalList } from '../grantees/principal-kinds.js';
import { constructBehind } from '../targets/construct-behind.js';
import { functionRoles } from './function-roles.js';
import { type Referable, referencesTo } from './references.js';
import { shown } from './shown.js';
import { idOf, type StageResources } from './stage-resources.js';

/** A role, user or group that the backend makes or imports. */
export interface Principal {
  /** Construct path, or the name of an imported one. */
  readonly id: string;
  /** The functions that run as it, or else its path in the backend. */
  readonly name: string;
  readonly functions: readonly string[];
}

type NamedPrincipal = Extract<PolicyHolder, { readonly kind: 'principal' }>;

/** The principals of a stage, by their names in its templates. */
export interface Principals {
  /** Id of the principal that a template of the stack names. Where only the deployment knows the name, the reference is the id. */
  idIn(stack: Stack, list: PrincipalList, name: unknown): string;
  /** Id of the principal, or of the policy, that a grant was made to. */
  idOfPolicyHolder(policyHolder: PolicyHolder): string;
  /** Undefined for an imported principal. */
  resourceOf(id: string): CfnResource | undefined;
  readonly ids: readonly string[];
  describe(id: string): Principal;
  /** Paths of functions. */
  readonly functionsOfUnknownRoles: readonly string[];
}

/** `policyHolders`: of the grants, since only the deployment may know their names. */
export function principalsIn(resources: StageResources, policyHolders: readonly PolicyHolder[]): Principals {
  const own = new Map(
    resources.ofType(...PRINCIPAL_KINDS.map(({ type }) => type)).map((resource) => [idOf(resource), resource]),
  );
  const literalNames = new Map<string, string>();
  for (const [id, resource] of own) {
    const template = resources.templateOf(resource);
    const kind = PRINCIPAL_KINDS.find(({ type }) => type === template?.Type);
    const name = kind && template?.Properties?.[kind.nameProperty];
    if (typeof name === 'string') literalNames.set(`${kind?.list} ${name}`, id);
  }
  const references = referencesTo(
    [
      ...[...own].map(([id, resource]) => ({ value: id, token: resource.ref, home: resource.stack })),
      ...policyHolders.flatMap((policyHolder) =>
        policyHolder.kind === 'policy' || policyHolder.leftToOthers !== undefined || isOwn(policyHolder, own)
          ? []
          : referablesOf(policyHolder),
      ),
    ],
    resources,
  );

  function idIn(stack: Stack, list: PrincipalList, name: unknown): string {
    // The name may be that of a role of the stage that was imported by its name.
    if (typeof name === 'string') return literalNames.get(`${list} ${name}`) ?? name;
    const reference = shown(name);
    return references(stack, reference) ?? unknownId(stack, reference);
  }

  const { byRole, unknown } = functionRoles(resources, own, (stack, name) => idIn(stack, 'Roles', name));
  return {
    idIn,
    idOfPolicyHolder(policyHolder) {
      if (policyHolder.kind === 'policy') return idOf(policyHolder.policy);
      if (policyHolder.leftToOthers !== undefined) return policyHolder.leftToOthers;
      const home = homeOf(policyHolder);
      return idIn(home, policyHolder.list, home.resolve(policyHolder.name));
    },
    resourceOf: (id) => own.get(id),
    ids: [...own.keys()],
    describe(id) {
      const functions = byRole.get(id) ?? [];
      return { id, name: functions.length === 0 ? id.replace(/^[^/]+\//, '') : functions.join(', '), functions };
    },
    functionsOfUnknownRoles: unknown,
  };
}

function referablesOf(policyHolder: NamedPrincipal): Referable<string>[] {
  const home = homeOf(policyHolder);
  const name: unknown = home.resolve(policyHolder.name);
  return typeof name === 'string' ? [] : [{ value: unknownId(home, shown(name)), token: policyHolder.name, home }];
}

/** A reference has a meaning in its own stack only. */
function unknownId({ node }: Stack, reference: string): string {
  return `${node.path}/${reference}`;
}

function isOwn({ name }: NamedPrincipal, own: ReadonlyMap<string, CfnResource>): boolean {
  const construct = constructBehind(name);
  return construct !== undefined && own.has(idOf(construct));
}

function homeOf({ name, owner }: NamedPrincipal): Stack {
  return Stack.of(constructBehind(name) ?? owner);
}
