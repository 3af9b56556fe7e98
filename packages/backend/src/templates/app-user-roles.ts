import { type CfnResource, Stack } from 'aws-cdk-lib';
import { type Choice, choicesIn, isIntrinsic, isRecord, listOf } from './choices.js';
import { statementsOf } from './documents.js';
import { matchName } from './patterns.js';
import type { Principals } from './principals.js';
import { referencesTo } from './references.js';
import { oneWriting } from './same-value.js';
import { shown } from './shown.js';
import type { StageResources } from './stage-resources.js';
import { type ValuesBehind, valuesBehind } from './strings-behind.js';

/** Whose devices hold a role's credentials: everybody's who opens the app, or only those of users who have signed in. */
export type AppUsers = 'unauthenticated' | 'authenticated';

/**
 * The roles that a Cognito identity pool gives to users of the app, by the id of the role. A role that both may have counts as
 * unauthenticated, and one whose users only the deployment knows as authenticated.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
export function appUserRoles(resources: StageResources, principals: Principals): ReadonlyMap<string, AppUsers> {
  const roles = new Map<string, AppUsers>();
  const add = (id: string | undefined, users: AppUsers) => {
    if (id !== undefined && roles.get(id) !== 'unauthenticated') roles.set(id, users);
  };
  const behind = valuesBehind(resources);
  for (const id of principals.ids) {
    const users = trustedUsers(resources, behind, principals.resourceOf(id));
    if (users !== undefined) add(id, users);
  }
  const idOf = idsOfRoles(resources, principals);
  for (const resource of resources.ofType(...Object.keys(ATTACHMENTS))) {
    const { Type, Properties = {} } = resources.templateOf(resource) ?? {};
    for (const { value, users } of ATTACHMENTS[String(Type)]?.(Properties) ?? []) {
      for (const arn of possible(behind, resource.stack, value)) add(idOf(arn.stack, arn.value), users);
    }
  }
  for (const { stack, name, users } of importedByAmplify(resources)) add(principals.idIn(stack, 'Roles', name), users);
  return roles;
}

type Properties = Readonly<Record<string, unknown>>;

interface AttachedRole {
  /** Its ARN. */
  readonly value: unknown;
  readonly users: AppUsers;
}

/** What gives roles to users, by its type. */
const ATTACHMENTS: Readonly<Record<string, (properties: Properties) => readonly AttachedRole[]>> = {
  'AWS::Cognito::IdentityPoolRoleAttachment': ({ Roles, RoleMappings }) => [
    ...choicesIn(Roles).flatMap(({ value }) =>
      (['unauthenticated', 'authenticated'] as const).map((users) => ({ value: recordOf(value)[users], users })),
    ),
    ...choicesIn(RoleMappings)
      .flatMap(({ value }) => Object.values(recordOf(value)).flatMap(rulesOf))
      .map(signedIn),
  ],
  'AWS::Cognito::UserPoolGroup': ({ RoleArn }) => [signedIn(RoleArn)],
  // Of CloudWatch RUM, whose script in the page sends its data with it.
  'AWS::RUM::AppMonitor': ({ AppMonitorConfiguration }) =>
    choicesIn(AppMonitorConfiguration).map(({ value }) => ({
      value: recordOf(value).GuestRoleArn,
      users: 'unauthenticated',
    })),
};

function rulesOf(mapping: unknown): unknown[] {
  return choicesIn(mapping)
    .flatMap(({ value }) => choicesIn(recordOf(value).RulesConfiguration))
    .flatMap(({ value }) => choicesIn(recordOf(value).Rules))
    .map(({ value }) => recordOf(value).RoleARN);
}

/** What a value may be: each of its choices, and what is behind the references in it. Of a mapping, every entry. */
function possible(behind: ValuesBehind, stack: Stack, value: unknown): ReturnType<ValuesBehind> {
  return [{ stack, value }, ...behind(stack, value)].flatMap((each) =>
    leavesOf(each.value).map((leaf) => ({ stack: each.stack, value: leaf })),
  );
}

function leavesOf(value: unknown): unknown[] {
  return choicesIn(value).flatMap((choice) =>
    isRecord(choice.value) && !isIntrinsic(choice.value)
      ? Object.values(choice.value).flatMap(leavesOf)
      : [choice.value],
  );
}

function signedIn(value: unknown): AttachedRole {
  return { value, users: 'authenticated' };
}

function recordOf(value: unknown): Properties {
  return isRecord(value) ? value : {};
}

/** Finds roles by their ARNs, of the stage or imported. */
function idsOfRoles(resources: StageResources, principals: Principals) {
  const own = resources.ofType('AWS::IAM::Role');
  const ids = new Map(principals.ids.map((id) => [principals.resourceOf(id), id]));
  const references = referencesTo(
    own.map((role) => ({ value: role, token: role.getAtt('Arn').toString(), home: role.stack })),
    resources,
  );
  return (stack: Stack, arn: unknown): string | undefined => {
    if (typeof arn === 'string') return principals.idIn(stack, 'Roles', arn.split('/').at(-1));
    const joined = shown(oneWriting(arn));
    const name = /:role\/(?:.*\/)?([^/$}]+)$/.exec(joined)?.[1];
    if (name !== undefined) return principals.idIn(stack, 'Roles', name);
    const reference = /:role\/(?:.*\/)?\$\{([^}]*)\}$/.exec(joined)?.[1];
    if (reference !== undefined) return principals.idIn(stack, 'Roles', { Ref: reference });
    return ids.get(references(stack, joined));
  };
}

/** By its trust policy. */
function trustedUsers(
  { templateOf }: StageResources,
  behind: ValuesBehind,
  role: CfnResource | undefined,
): AppUsers | undefined {
  const { Type, Properties } = (role && templateOf(role)) ?? {};
  if (role === undefined || Type !== 'AWS::IAM::Role') return undefined;
  const trusted = statementsOf(choicesIn(Properties?.AssumeRolePolicyDocument)).flatMap((statement) =>
    usersIn(statement, (value) => possible(behind, role.stack, value).map((each) => each.value)),
  );
  return trusted.includes('unauthenticated') ? 'unauthenticated' : trusted[0];
}

/** The identity provider in all partitions: `cognito-identity-us-gov.amazonaws.com`, `cognito-identity.cn-north-1.amazonaws.com.cn`. */
const IDENTITY_POOLS = /^cognito-identity[-.]/i;

function usersIn({ value }: Choice, possibleOf: (value: unknown) => readonly unknown[]): AppUsers[] {
  if (!isRecord(value) || value.Effect === 'Deny') return [];
  const providers = possibleOf(recordOf(value.Principal).Federated);
  if (!providers.some((provider) => IDENTITY_POOLS.test(shown(oneWriting(provider))))) return [];
  return [isOpen(value.Condition) ? 'unauthenticated' : 'authenticated'];
}

/** Whether the condition lets in an identity whose `amr`, how it has signed in, is only `unauthenticated`. */
function isOpen(condition: unknown): boolean {
  if (isIntrinsic(condition)) return false;
  const tests = Object.entries(recordOf(condition)).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys))
      .filter(([key]) => /:amr$/i.test(key))
      .map(([, values]) => ({ operator, values: listOf(values) })),
  );
  return tests.every(({ operator, values }) => {
    if (/^null$/i.test(operator)) return true;
    const matches = values.some((value) =>
      /like/i.test(operator) ? matchName(shown(value), 'unauthenticated') : value === 'unauthenticated',
    );
    return /:?stringnot/i.test(operator) ? !matches : matches;
  });
}

/** `referenceAuth` imports the roles of an identity pool from elsewhere, under these ids. */
const IMPORTED: Readonly<Record<string, AppUsers>> = {
  unauthenticatedUserRole: 'unauthenticated',
  authenticatedUserRole: 'authenticated',
};

function importedByAmplify({ constructs }: StageResources) {
  return constructs.flatMap((construct) => {
    const { id, scope, defaultChild } = construct.node;
    const isOfGroup = id.endsWith('GroupRole') && scope?.node.tryFindChild('authenticatedUserRole') !== undefined;
    const users = isOfGroup ? 'authenticated' : IMPORTED[id];
    const name = 'roleName' in construct ? construct.roleName : undefined;
    if (users === undefined || defaultChild !== undefined || typeof name !== 'string') return [];
    const stack = Stack.of(construct);
    return [{ users, stack, name: stack.resolve(name) as unknown }];
  });
}
