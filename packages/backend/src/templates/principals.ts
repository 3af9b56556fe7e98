import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { PolicyHolder } from '../grantees/policy-holder.js';
import { PRINCIPAL_KINDS, type PrincipalList } from '../grantees/principal-kinds.js';
import { constructBehind } from '../targets/construct-behind.js';
import { functionRoles } from './function-roles.js';
import { type Referable, referencesTo } from './references.js';
import { shown } from './shown.js';
import { idOf, type StageResources } from './stage-resources.js';

/** Who has policies: a role, user or group of this backend, or one that it imports. */
export interface Principal {
  /** Construct path; of an imported one its name. */
  readonly id: string;
  /** What the tables call it: the functions that run as it, or else its path in the backend. */
  readonly name: string;
  readonly functions: readonly string[];
}

type NamedPrincipal = Extract<PolicyHolder, { readonly kind: 'principal' }>;

/** The principals of a stage, by what its templates call them. */
export interface Principals {
  /** Id of the role, user or group that a template of the stack means by a name; of one that only the deployment knows, its own. */
  idIn(stack: Stack, list: PrincipalList, name: unknown): string;
  /** Id of whom a grant was made to; of a policy, its own. */
  idOfHolder(holder: PolicyHolder): string;
  /** The resource of a principal that the stage makes. */
  resourceOf(id: string): CfnResource | undefined;
  readonly ids: readonly string[];
  describe(id: string): Principal;
  /** Paths of the functions that run as none of these. */
  readonly functionsOfUnknownRoles: readonly string[];
}

/** `holders`: whom grants were made to. What they are called may be known only at deployment. */
export function principalsIn(resources: StageResources, holders: readonly PolicyHolder[]): Principals {
  const own = new Map(
    resources.ofType(...PRINCIPAL_KINDS.map(({ type }) => type)).map((resource) => [idOf(resource), resource]),
  );
  const literalNames = new Map<string, string>();
  for (const [id, resource] of own) {
    const kind = PRINCIPAL_KINDS.find(({ type }) => type === resource.cfnResourceType);
    const name = kind && resources.templateOf(resource)?.Properties?.[kind.nameProperty];
    if (typeof name === 'string') literalNames.set(`${kind?.list} ${name}`, id);
  }
  const references = referencesTo(
    [
      ...[...own].map(([id, resource]) => ({ value: id, token: resource.ref, home: resource.stack })),
      ...holders.flatMap((holder) => (holder.kind === 'policy' || isOwn(holder, own) ? [] : referablesOf(holder))),
    ],
    resources,
  );

  function idIn(stack: Stack, list: PrincipalList, name: unknown): string {
    // A principal of the stage may be named as if it were imported.
    if (typeof name === 'string') return literalNames.get(`${list} ${name}`) ?? name;
    const reference = shown(name);
    return references(stack, reference) ?? unknownId(stack, reference);
  }

  const { byRole, unknown } = functionRoles(resources, own, (stack, name) => idIn(stack, 'Roles', name));
  return {
    idIn,
    idOfHolder(holder) {
      if (holder.kind === 'policy') return idOf(holder.policy);
      const home = homeOf(holder);
      return idIn(home, holder.list, home.resolve(holder.name));
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

function referablesOf(holder: NamedPrincipal): Referable<string>[] {
  const home = homeOf(holder);
  const name: unknown = home.resolve(holder.name);
  return typeof name === 'string' ? [] : [{ value: unknownId(home, shown(name)), token: holder.name, home }];
}

/** A reference means something in its own stack only. */
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
