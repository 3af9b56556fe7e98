import type { Backend } from '../../backend/model.js';
import type { Role } from '../../iam/model.js';

/** The roles of the backends that are deployed. */
export interface Roles {
  all(): Iterable<Role>;
  /** Adds the roles of a backend in place of those of its deployment before, which it returns. */
  deploy(backend: Backend): Backend | undefined;
  /** What a deployment has made of a role: another one of its ARN, or one without policies where it is gone. */
  current(role: Role): Role;
}

export function createRoles(): Roles {
  const roles = new Set<Role>();
  const deployed = new Map<string, Backend>();
  const successors = new Map<Role, Role>();

  function replace(before: Backend, after: readonly Role[]): void {
    for (const role of rolesOf(before)) {
      if (after.includes(role)) continue;
      roles.delete(role);
      successors.set(role, after.find(({ arn }) => arn === role.arn) ?? { ...role, policies: [] });
    }
    // Deployed again as it was before.
    for (const role of after) successors.delete(role);
  }

  return {
    all: () => roles,
    deploy(backend) {
      const own = rolesOf(backend);
      const { deployment } = backend;
      const key = deployment && JSON.stringify([deployment.type, deployment.namespace, deployment.name]);
      const before = key === undefined ? undefined : deployed.get(key);
      if (before) replace(before, own);
      if (key !== undefined) deployed.set(key, backend);
      for (const role of own) roles.add(role);
      return before;
    },
    current(role) {
      let found = role;
      for (let next = successors.get(found); next !== undefined; next = successors.get(found)) found = next;
      return found;
    },
  };
}

function rolesOf({ roles, functions }: Backend): readonly Role[] {
  return [...new Set([...roles, ...functions.map(({ role }) => role)])];
}
