import type { AccessRequest, Decision, NamedPolicy } from '../iam/model.js';
import { keyArn, type Place } from './arn.js';
import { AwsError } from './aws-error.js';
import type { Principal } from './credentials.js';
import { accessDenied } from './denial.js';

export type Authorize = (request: AccessRequest) => Decision;
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

export interface ResourceQuestion {
  readonly context?: ConditionKeys;
  readonly resourcePolicy?: NamedPolicy | undefined;
  /** How the denial names the resource where that is not its ARN. */
  readonly shownAs?: string;
}

export interface KeyQuestion {
  readonly actions: readonly string[];
  /** The service that uses the key for the caller: `secretsmanager` or `ssm`. */
  readonly viaService: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/** The right of one caller to do things, for the length of one request. */
export interface Access {
  /** The caller's ARN. */
  readonly caller: string;
  /** Throws AccessDeniedException unless the caller may; what is unknown is denied. */
  demand(action: string, resource: string, question?: ResourceQuestion): void;
  /** Throws AccessDeniedException unless the caller may use the key. An AWS managed key (`undefined`, `alias/aws/…`) is open to its account. */
  demandKey(keyId: string | undefined, question: KeyQuestion): void;
}

export interface AccessTrail {
  readonly resources: string[];
  readonly denied: string[];
  readonly unknowns: string[];
}

export interface AccessInput {
  readonly principal: Principal;
  readonly place: Place;
  readonly at: number;
  readonly userAgent: string;
  readonly authorize: Authorize;
  readonly keyPolicies: ReadonlyMap<string, NamedPolicy>;
  /** Written as access is asked for; becomes part of the call log. */
  readonly trail: AccessTrail;
}

export function createAccess(input: AccessInput): Access {
  const { principal, place, authorize, keyPolicies, trail } = input;
  const shared = requestKeys(input);

  function judge(request: Omit<AccessRequest, 'role'>, shownAs = request.resource): void {
    trail.resources.push(request.resource);
    if (principal.role === undefined) return;
    const decision = authorize({ role: principal.role, ...request });
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
    demand(action, resource, { context = {}, resourcePolicy, shownAs } = {}) {
      const keys = { ...shared, 'aws:viaawsservice': 'false', 'aws:sourceip': '127.0.0.1', ...context };
      judge({ action, resource, context: keys, ...(resourcePolicy && { resourcePolicy }) }, shownAs);
    },
    demandKey(keyId, { actions, viaService, encryptionContext }) {
      if (keyId === undefined || /(^|:)alias\/aws\//.test(keyId)) return;
      const resource = keyArn(place, keyId);
      if (resource === undefined) return refuseAlias(keyId);
      const context = {
        ...shared,
        'aws:viaawsservice': 'true',
        'kms:calleraccount': principal.account,
        'kms:viaservice': `${viaService}.${place.region}.amazonaws.com`,
        'kms:encryptioncontextkeys': Object.keys(encryptionContext),
        ...lowerKeys('kms:encryptioncontext:', encryptionContext),
      };
      const resourcePolicy = keyPolicies.get(resource) ?? accountDelegation(resource, place);
      for (const action of actions) judge({ action, resource, context, resourcePolicy, resourcePolicyRule: 'key' });
    },
  };

  /** No template says which key an alias stands for, so the answer is unknown, and unknown is denied. */
  function refuseAlias(alias: string): void {
    trail.resources.push(alias);
    if (principal.role === undefined) return;
    const unknown = `the key behind ${alias}`;
    trail.denied.push(alias);
    trail.unknowns.push(unknown);
    throw new AwsError('AccessDeniedException', `The local AWS cannot tell whether it is allowed: ${unknown}`);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function requestKeys({ principal, place, at, userAgent }: AccessInput): ConditionKeys {
  return {
    'aws:currenttime': new Date(at).toISOString(),
    'aws:epochtime': String(Math.floor(at / 1000)),
    'aws:requestedregion': place.region,
    'aws:resourceaccount': place.account,
    // Loopback speaks http, but what is proved is the behaviour behind AWS's endpoint, which is https.
    'aws:securetransport': 'true',
    'aws:useragent': userAgent,
    'aws:userid': principal.userId,
  };
}

/** The policy a key has when nobody wrote one: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function accountDelegation(key: string, place: Place): NamedPolicy {
  const partition = key.split(':')[1] ?? 'aws';
  const account = key.split(':')[4] || place.account;
  return {
    name: 'default key policy',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: `arn:${partition}:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
  };
}

/** Condition keys are compared without regard to case; the evaluator takes them in lower case. */
export function lowerKeys(prefix: string, values: Readonly<Record<string, string>> | ReadonlyMap<string, string>) {
  const entries: [string, string][] = values instanceof Map ? [...values] : Object.entries(values);
  return Object.fromEntries(entries.map(([key, value]) => [`${prefix}${key}`.toLowerCase(), value]));
}
