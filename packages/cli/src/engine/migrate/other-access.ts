import { KEY_ACTIONS, PARAMETER_ACTIONS } from './access-requests.js';
import { type JsonObject, objectOf } from './read-templates.js';

/** One action on one resource, or a statement that is not made of them. */
export interface OtherAccess {
  /** Who has it: logical ids. */
  readonly principals: string;
  readonly text: string;
}

const COMPARED = new Set([...KEY_ACTIONS, ...PARAMETER_ACTIONS].map((action) => action.toLowerCase()));

export function isPolicy(resource: unknown): boolean {
  return /^AWS::IAM::(?:Policy|RolePolicy|UserPolicy|GroupPolicy|ManagedPolicy)$/.test(String(objectOf(resource).Type));
}

/**
 * What the policies of a template say besides what the evaluator is asked about: other services, and all that users and groups may do.
 * By action and resource, since CDK joins statements where they have one of the two in common.
 */
export function otherAccess(template: JsonObject): readonly OtherAccess[] {
  return Object.entries(objectOf(template.Resources)).flatMap(([id, resource]) => {
    const { Type, Properties } = objectOf(resource);
    const properties = objectOf(Properties);
    if (Type === 'AWS::IAM::Role') {
      const inline = [properties.Policies ?? []].flat().map((each) => objectOf(each).PolicyDocument);
      return inline.flatMap((document) => accessOf(id, document, true));
    }
    if (!isPolicy(resource)) return [];
    const { Roles, Users, Groups, RoleName, UserName, GroupName } = properties;
    const others = [Users, Groups, UserName, GroupName].filter((each) => each !== undefined);
    const principals = [Roles, RoleName, ...others].flat().filter((each) => each !== undefined);
    const isOfRoles = others.length === 0 && principals.length > 0;
    return accessOf(principals.map(nameOf).sort().join(', ') || id, properties.PolicyDocument, isOfRoles);
  });
}

function accessOf(principals: string, document: unknown, isOfRoles: boolean): readonly OtherAccess[] {
  return statementsOf(document).flatMap((each) => {
    const { Action, Resource, Sid: _, ...rest } = objectOf(each);
    if (Action === undefined || Resource === undefined) return [{ principals, text: JSON.stringify(each) }];
    const actions = [Action].flat().filter((action) => !isOfRoles || !isCompared(String(action)));
    return actions.flatMap((action) =>
      [Resource].flat().map((resource) => ({ principals, text: JSON.stringify([action, resource, rest]) })),
    );
  });
}

export function statementsOf(document: unknown): readonly unknown[] {
  return [objectOf(document).Statement ?? []].flat();
}

function isCompared(action: string): boolean {
  return /^secretsmanager:/i.test(action) || COMPARED.has(action.toLowerCase());
}

function nameOf(principal: unknown): string {
  const { Ref } = objectOf(principal);
  return typeof Ref === 'string' ? Ref : JSON.stringify(principal);
}
