import { Aspects, type CfnResource, type Stack, Tag } from 'aws-cdk-lib';
import { constructBehind } from '../targets/construct-behind.js';
import { isSame } from './choices.js';
import { idOf, type StageResources } from './stage-resources.js';

/** The functions of a stage by their roles. */
export interface FunctionRoles {
  /** Names of functions by the id of their role, sorted. */
  readonly byRole: ReadonlyMap<string, readonly string[]>;
  /** Paths of those whose role is not known, sorted. */
  readonly unknown: readonly string[];
}

/** `own`: the principals that the stage makes, by id; `idOfName`: the id of a role by its name. */
export function functionRoles(
  resources: StageResources,
  own: ReadonlyMap<string, CfnResource>,
  idOfName: (stack: Stack, name: string) => string,
): FunctionRoles {
  const byRole = new Map<string, string[]>();
  const unknown: string[] = [];
  for (const [resource, name] of functionNames(resources)) {
    const id = roleOf(resource);
    if (id === undefined) unknown.push(idOf(resource));
    else byRole.set(id, [...(byRole.get(id) ?? []), name].sort());
  }

  function roleOf(resource: CfnResource): string | undefined {
    const { stack } = resource;
    const role = resources.templateOf(resource)?.Properties?.Role;
    const declared: unknown = 'role' in resource ? resource.role : undefined;
    if (typeof declared === 'string' && isSame(stack.resolve(declared), role)) {
      const construct = constructBehind(declared);
      if (construct !== undefined && own.has(idOf(construct))) return idOf(construct);
    }
    // Grants know a role that was imported by its ARN by its name.
    if (typeof role === 'string') return idOfName(stack, role.split('/').at(-1) ?? role);
    return [...own].find(([, each]) => each.stack === stack && isSame(stack.resolve(each.getAtt('Arn')), role))?.[0];
  }

  return { byRole, unknown: unknown.sort() };
}

/** Amplify's name for a function, the id of its construct, or its path: the first that is not in use. */
function functionNames(resources: StageResources): ReadonlyMap<CfnResource, string> {
  const functions = resources.ofType('AWS::Lambda::Function');
  const names = new Map<CfnResource, string>();
  const used = new Set<string>();
  for (const nameOf of [friendlyName, (each: CfnResource) => idOf(each).split('/').at(-1), idOf]) {
    for (const resource of functions.filter((each) => !names.has(each))) {
      const name = nameOf(resource);
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      names.set(resource, name);
    }
  }
  return names;
}

/** Amplify tags its functions. Until the synthesis, a tag is an aspect. */
function friendlyName(resource: CfnResource): string | undefined {
  const scopes = [resource, resource.node.scope].filter((scope) => scope !== undefined);
  const tags = scopes.flatMap((scope) => Aspects.of(scope).all).filter((aspect) => aspect instanceof Tag);
  return tags.find(({ key }) => key === 'amplify:friendly-name')?.value;
}
