import type { GrantRecord } from '../../state/grant.js';
import type { AppUsers } from '../../templates/app-user-roles.js';
import type { GuardFinding } from '../finding.js';
import type { GuardView } from '../view.js';

/** Access of a role whose credentials a Cognito identity pool hands to every visitor, or to every user who has signed in. */
export function secretOpenToUsers(view: GuardView): GuardFinding[] {
  const usersOf = (principals: readonly string[]): AppUsers | undefined => {
    const users = principals.map((id) => view.appUserRoles.get(id)).filter((each) => each !== undefined);
    return users.includes('unauthenticated') ? 'unauthenticated' : users[0];
  };
  const grants = view.grants.flatMap((grant) => {
    const users = grant.located === undefined ? undefined : usersOf(view.granteesOf(grant.grantee.policyHolder));
    return users === undefined ? [] : [ofGrant(grant, users)];
  });
  const statements = [
    ...view.handWritten.map(({ resources, accesses, administers, ...statement }) => ({
      ...statement,
      verbs: [...accesses, ...(administers ? ['delete or share'] : [])],
      resources: resources.map(({ entry }) => entry),
    })),
    ...[...view.parameterStatements, ...view.unnamedSecrets].map(({ accesses, ...statement }) => ({
      ...statement,
      verbs: accesses,
    })),
  ].flatMap(({ where, principals, verbs, resources }) => {
    const users = usersOf(principals);
    const shared = resources.filter((resource) => !isOfOneUser(resource));
    if (users === undefined || shared.length === 0) return [];
    const quoted = shared.map((resource) => `"${resource}"`).join(', ');
    return [
      finding(
        users,
        where,
        shared,
        `The statement on ${quoted} lets ${HOLDERS[users]} ${verbs.join(' and ')} secrets.`,
      ),
    ];
  });
  const policies = view.broadPolicies.flatMap(({ where, policy }) => {
    const users = usersOf([where]);
    if (users === undefined) return [];
    const message = `The managed policy ${policy} lets ${HOLDERS[users]} read every secret of the account.`;
    return [finding(users, where, [policy], message)];
  });
  return [...grants, ...statements, ...policies];
}

const HOLDERS: Readonly<Record<AppUsers, string>> = {
  unauthenticated: 'everybody who opens the app, without signing in,',
  authenticated: 'every signed-in user of the app',
};

function ofGrant({ call, accesses, grantee, target, located }: GrantRecord, users: AppUsers): GuardFinding {
  const { label, reference, pattern, name, id } = target;
  return finding(
    users,
    grantee.construct.node.path,
    [...new Set([reference?.key ?? pattern ?? name ?? id, ...(located?.names ?? [])])],
    `${call} of ${label} lets ${HOLDERS[users]} ${accesses.join(' and ')} it.`,
  );
}

function finding(users: AppUsers, where: string, about: readonly string[], message: string): GuardFinding {
  return {
    name: 'SecretOpenToUsers',
    severity: users === 'unauthenticated' ? 'error' : 'warning',
    where,
    about,
    message: `${message} A Cognito identity pool gives the credentials of the role to their devices.`,
    resolution:
      'Delete it. Grant the secret to a function that the app calls, and return only what the user may see: grantSecretRead(backend.myFunction, secrets.mySecret);',
  };
}

/** The secrets of one user alone, by the id that the identity pool gives each. */
function isOfOneUser(resource: string): boolean {
  return /\$\{cognito-identity[^:}]*:sub\}/i.test(resource);
}
