import type { Role } from '../../iam/model.js';
import { LocalError } from '../../local-error.js';

/**
 * Finds a role by its name, its ARN or its logical id; a role itself is returned as it is. Whatever is not a role is refused, `undefined` too: a
 * role that was not found must not turn into the administrator, who is allowed everything.
 *
 * @throws {RoleUnknownError} When none of the roles is meant, or several that differ.
 */
export function findRole(roles: Iterable<Role>, asked: unknown): Role {
  if (isRole(asked)) return asked;
  if (typeof asked !== 'string') throw notARole(asked);
  const known = [...roles];
  const named = known.filter(({ name, arn, logicalId }) => [name, arn, logicalId].includes(asked));
  const [role] = named;
  if (role && new Set(named.map(identityOf)).size === 1) return role;
  throw role ? ambiguousRole(asked) : unknownRole(asked, known);
}

function isRole(value: unknown): value is Role {
  if (typeof value !== 'object' || value === null || !('policies' in value) || !Array.isArray(value.policies))
    return false;
  return ['arn', 'name', 'account'].every((key) => key in value && typeof Reflect.get(value, key) === 'string');
}

/** Two roles of one name that agree in this are the same for whoever asks by name. */
function identityOf({ arn, policies, boundary }: Role): string {
  return JSON.stringify([arn, policies, boundary]);
}

function notARole(asked: unknown): LocalError {
  const given = asked === undefined || asked === null ? String(asked) : `a value of type ${typeof asked}`;
  return new LocalError(
    'RoleUnknownError',
    `The role given to aws.env must be a role, its name, its ARN or its logical id, and got ${given}.`,
    "Find the role by its function, aws.env(findFunction(backend, 'stripe-webhook').role); for the administrator call aws.env().",
  );
}

function unknownRole(asked: string, roles: readonly Role[]): LocalError {
  const known = roles.length === 0 ? 'none' : roles.map(({ name }) => name).join(', ');
  return new LocalError(
    'RoleUnknownError',
    `No loaded backend has the role ${asked}. Known roles: ${known}.`,
    "Load its backend first, aws.load(backend), or pass the role itself: aws.env(findFunction(backend, 'name').role).",
  );
}

function ambiguousRole(asked: string): LocalError {
  return new LocalError(
    'RoleUnknownError',
    `Several loaded backends have a role ${asked}, and the roles differ.`,
    "Pass the role itself: aws.env(findFunction(backend, 'name').role).",
  );
}
