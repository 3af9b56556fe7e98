import type { Role } from './model.js';
import { and, not, or, type Truth, unknown } from './truth.js';

/** How a resource policy's `Principal` element matches a role. What else the role needs depends on the way. */
export interface PrincipalMatch {
  /** By `*` or the session's ARN, which match the role session itself: a permissions boundary's implicit deny does not limit that. */
  readonly anyone: Truth;
  /** By the role's ARN. */
  readonly role: Truth;
  /** By the role's account, which delegates to that account's identity policies. */
  readonly account: Truth;
}

/** Who makes the request: a session of a role, or an unknown one where `session` is undefined. */
export interface Caller {
  readonly role: Role;
  readonly session?: string | undefined;
}

const NOBODY: PrincipalMatch = { anyone: false, role: false, account: false };

/** An IAM ARN, and below an STS ARN, of a principal; neither contains a wildcard. */
const IAM_PRINCIPAL = /^arn:([a-z-]+):iam::(\d{12}):(root|user\/[^*?]+|role\/[^*?]+)$/;
const STS_PRINCIPAL = /^arn:([a-z-]+):sts::(\d{12}):(?:federated-user\/[^*?]+|assumed-role\/([^*?/]+)\/([^*?/]+))$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function matchPrincipal(principal: unknown, caller: Caller): PrincipalMatch {
  if (principal === '*') return { ...NOBODY, anyone: true };
  if (typeof principal !== 'object' || principal === null || Array.isArray(principal)) return unclear(principal);
  const kinds = Object.entries(principal);
  if (kinds.length === 0) return unclear(principal);
  return kinds
    .map(([kind, value]) => {
      const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (entries.length === 0 || !entries.every((entry) => typeof entry === 'string')) return unclear(principal);
      // A role's session is never a service.
      if (kind === 'Service') return NOBODY;
      if (kind !== 'AWS') return unclear(principal);
      return entries.map((entry) => matchAwsPrincipal(entry, caller)).reduce(either);
    })
    .reduce(either);
}

function matchAwsPrincipal(principal: string, { role, session }: Caller): PrincipalMatch {
  if (principal === '*') return { ...NOBODY, anyone: true };
  if (principal === role.arn) return { ...NOBODY, role: true };
  const partition = role.arn.split(':')[1];
  if (/^\d{12}$/.test(principal)) return { ...NOBODY, account: principal === role.account };

  const [, iamPartition, iamAccount, who] = IAM_PRINCIPAL.exec(principal) ?? [];
  if (who === 'root') return { ...NOBODY, account: iamAccount === role.account && iamPartition === partition };
  if (who !== undefined) return NOBODY;

  const sts = STS_PRINCIPAL.exec(principal);
  if (sts === null) return unclear(principal);
  const [, stsPartition, stsAccount, roleName, sessionName] = sts;
  if (stsPartition !== partition || stsAccount !== role.account || roleName !== role.name) return NOBODY;
  // Like *, a session named by its ARN is not limited by the boundary.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  if (session !== undefined) return { ...NOBODY, anyone: sessionName === session };
  return { ...NOBODY, anyone: unknown(`the session in the principal ${principal} is not known`) };
}

/**
 * Whether a Deny with this `NotPrincipal` element denies the caller. It denies whoever is not listed, and everyone with a
 * permissions boundary. AWS may look for the account, then for the role, then for the session, so a caller is certainly
 * excepted where both the account and the role are listed; where only a part is listed, AWS promises neither.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function matchNotPrincipal(notPrincipal: unknown, caller: Caller): Truth {
  if (caller.role.boundary !== undefined) return true;
  const { anyone, role, account } = matchPrincipal(notPrincipal, caller);
  if (and(account, role) === true) return false;
  const listed = or(anyone, role, account);
  return listed === true
    ? unknown('NotPrincipal excepts a role for certain only where it lists both the role and its account')
    : not(listed);
}

function either(one: PrincipalMatch, other: PrincipalMatch): PrincipalMatch {
  return {
    anyone: or(one.anyone, other.anyone),
    role: or(one.role, other.role),
    account: or(one.account, other.account),
  };
}

function unclear(principal: unknown): PrincipalMatch {
  const truth = unknown(`the principal ${JSON.stringify(principal)} is not known to the evaluator`);
  return { anyone: truth, role: truth, account: truth };
}
