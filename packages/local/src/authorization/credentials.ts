import { randomBytes } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import type { Role } from '../iam/model.js';

/** Who signs a request: a session of a role, or the account's administrator, who is allowed everything. */
export interface Principal {
  /** As AWS shows it: `arn:aws:sts::123456789012:assumed-role/<role>/<session>`, or the administrator's user ARN. */
  readonly arn: string;
  readonly userId: string;
  readonly account: string;
  /** Absent for the administrator, as is its session. */
  readonly role?: Role;
  readonly session?: string;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly token?: string;
  /** Milliseconds since 1970, from which on the key is refused with ExpiredTokenException. */
  readonly expiresAt?: number;
  readonly principal: Principal;
}

export interface Credentials {
  /** A role's key is temporary, and comes with a session token; a user's is where `temporary` says so. */
  issue(principal: Principal, expiresAt?: number, temporary?: boolean): AccessKey;
  /** The key of that id. Throws UnrecognizedClientException when there is none, or when its session token differs. */
  find(id: string, token: string | undefined): AccessKey;
  /** The key of that id, whoever asks. */
  get(id: string): AccessKey | undefined;
}

/** Keys are random bytes of node:crypto: no behaviour depends on them, so they need no injected randomness. */
export function createCredentials(): Credentials {
  const keys = new Map<string, AccessKey>();
  return {
    issue(principal, expiresAt, temporary = principal.role !== undefined) {
      const key: AccessKey = {
        id: (temporary ? 'ASIA' : 'AKIA') + base32(16),
        secret: randomBytes(30).toString('base64'),
        principal,
        ...(temporary && { token: randomBytes(96).toString('base64') }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
      keys.set(key.id, key);
      return key;
    },
    find(id, token) {
      const key = keys.get(id);
      if (key === undefined || key.token !== token) {
        throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
      }
      return key;
    },
    get: (id) => keys.get(id),
  };
}

export function administratorOf(account: string, partition: string): Principal {
  return { arn: `arn:${partition}:iam::${account}:user/administrator`, userId: 'AIDALOCALADMINISTRATOR', account };
}

export function sessionOf(role: Role, sessionName: string): Principal {
  const partition = role.arn.split(':')[1] ?? 'aws';
  return {
    arn: `arn:${partition}:sts::${role.account}:assumed-role/${role.name}/${sessionName}`,
    userId: `AROA${stableId(role.arn)}:${sessionName}`,
    account: role.account,
    role,
    session: sessionName,
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(length: number): string {
  return [...randomBytes(length)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** A role has the same unique id in each of its sessions. */
function stableId(seed: string): string {
  let state = 7;
  const next = (index: number) => {
    for (const character of seed) state = (Math.imul(state, 31) + character.charCodeAt(0) + index) >>> 0;
    return ALPHABET.charAt(state % 32);
  };
  return Array.from({ length: 17 }, (_, index) => next(index)).join('');
}
