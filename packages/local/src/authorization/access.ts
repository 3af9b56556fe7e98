import type { Place } from '../arn/arn.js';
import { AwsError } from '../aws-error.js';
import type { AccessRequest, Decision, KeyId, NamedPolicy } from '../iam/model.js';
import { type ConditionKeys, type KnownKeys, requestKeys } from './condition-keys.js';
import type { Principal } from './credentials.js';
import { accessDenied } from './denial.js';
import { keyUse } from './key-use.js';

/** Decides one request; `evaluate` of `./iam` is one. */
export type Authorize = (request: AccessRequest) => Decision;

export interface ResourceAccess extends Partial<KnownKeys> {
  readonly resourcePolicy?: NamedPolicy | undefined;
  /** How the denial names the resource where that is not its ARN. */
  readonly shownAs?: string;
}

export interface KeyAccess {
  /** The account that owns what is encrypted. */
  readonly owner: string;
  /** @default the region of the request */
  readonly region?: string | undefined;
  readonly actions: readonly string[];
  /** The service that uses the key for the caller: `secretsmanager` or `ssm`. */
  readonly service: 'secretsmanager' | 'ssm';
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/** What one caller may do, for the length of one request. */
export interface Access {
  /** The caller's ARN. */
  readonly caller: string;
  /** The caller's account. */
  readonly account: string;
  /** Throws AccessDeniedException unless the caller is allowed the action; what is unknown is denied. */
  check(action: string, resource: string, facts?: ResourceAccess): void;
  /** Whether the caller would be allowed the action. Nothing is recorded: the request does not ask for it. */
  wouldAllow(action: string, resource: string, facts?: ResourceAccess): boolean;
  /**
   * Throws AccessDeniedException unless the caller may use the key. An AWS managed key (`undefined`, `alias/aws/…`) is open to
   * its account.
   */
  checkKeyUse(keyId: KeyId | undefined, use: KeyAccess): void;
}

/** What was asked of the evaluator during one request; becomes part of the call log. */
export interface AccessTrail {
  readonly resources: string[];
  readonly denied: string[];
  readonly unknowns: string[];
  readonly decisions: CallDecision[];
}

/** What the policies decided on one action of a call. */
export interface CallDecision extends Decision {
  /** Such as `secretsmanager:GetSecretValue`. */
  readonly action: string;
  /** Its ARN; of a key that is not known, as the secret names it. */
  readonly resource: string;
}

export interface AccessInput {
  readonly principal: Principal;
  readonly place: Place;
  /** Milliseconds of the local AWS's clock. */
  readonly at: number;
  readonly userAgent: string;
  readonly authorize: Authorize;
  readonly keyPolicies: ReadonlyMap<string, NamedPolicy>;
  /** Added to with each question. */
  readonly trail: AccessTrail;
}

export function createAccess(input: AccessInput): Access {
  const { principal, place, authorize, keyPolicies, trail } = input;
  const shared = callerKeys(input);

  /** Undefined for the administrator, whom no policy limits. */
  function decide(request: Omit<AccessRequest, 'role'>): Decision | undefined {
    const { role, session } = principal;
    return role && authorize({ role, ...(session !== undefined && { session }), ...request });
  }

  function requestFor(action: string, resource: string, facts: ResourceAccess): Omit<AccessRequest, 'role'> {
    const { context = {}, unknownKeys = [], resourcePolicy } = facts;
    const keys = { ...shared, ...requestKeys(place, resource), 'aws:sourceip': '127.0.0.1', ...context };
    return { action, resource, context: keys, unknownKeys, ...(resourcePolicy && { resourcePolicy }) };
  }

  function enforce(request: Omit<AccessRequest, 'role'>, shownAs = request.resource): void {
    trail.resources.push(request.resource);
    const decision = decide(request);
    if (principal.role === undefined || decision === undefined) return;
    trail.decisions.push({ action: request.action, resource: request.resource, ...decision });
    if (decision.effect === 'allow') return;
    trail.denied.push(request.resource);
    trail.unknowns.push(...decision.unknowns);
    throw accessDenied({
      principal: principal.arn,
      role: principal.role,
      action: request.action,
      resource: shownAs,
      decision,
      ...(request.resourcePolicy && { resourcePolicy: request.resourcePolicy }),
    });
  }

  return {
    caller: principal.arn,
    account: principal.account,
    check: (action, resource, facts = {}) => enforce(requestFor(action, resource, facts), facts.shownAs),
    wouldAllow: (action, resource, facts = {}) =>
      (decide(requestFor(action, resource, facts))?.effect ?? 'allow') === 'allow',
    checkKeyUse(keyId, { owner, region = place.region, actions, ...purpose }) {
      const use = keyUse({ place: { account: owner, region }, keyId, ...purpose });
      if (use === undefined) return;
      if ('unknown' in use) return refuseKey(keyId, use.unknown, actions);
      const { resource, keys } = use;
      const resourcePolicy = keyPolicies.get(resource);
      for (const action of actions) {
        const request = { action, resource, ...keys, context: { ...shared, ...keys.context } };
        enforce({ ...request, resourcePolicyRule: 'key', ...(resourcePolicy && { resourcePolicy }) });
      }
    },
  };

  function refuseKey(keyId: KeyId | undefined, unknown: string, actions: readonly string[]): void {
    const shown = typeof keyId === 'string' ? keyId : 'key';
    trail.resources.push(shown);
    if (principal.role === undefined) return;
    trail.denied.push(shown);
    trail.unknowns.push(unknown);
    for (const action of actions) {
      trail.decisions.push({ action, resource: shown, effect: 'unknown', reason: 'unknown', unknowns: [unknown] });
    }
    throw new AwsError('AccessDeniedException', `The local AWS does not know whether it is allowed: ${unknown}`);
  }
}

/** Keys of the caller and the moment, which no template holds. */
function callerKeys({ principal, at, userAgent }: AccessInput): ConditionKeys {
  return {
    'aws:currenttime': new Date(at).toISOString(),
    'aws:epochtime': String(Math.floor(at / 1000)),
    'aws:useragent': userAgent,
    'aws:userid': principal.userId,
  };
}
