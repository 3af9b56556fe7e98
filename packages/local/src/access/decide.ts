import { parseArn, withoutSuffix } from '../arn/arn.js';
import { type ConditionKeys, type KnownKeys, requestKeys, tagKeys } from '../authorization/condition-keys.js';
import { secretPolicyOf } from '../authorization/secret-policy.js';
import type { Backend, BackendFunction, BackendSecret } from '../backend/model.js';
import { evaluate } from '../iam/evaluate.js';
import type { AccessRequest, Decision, NamedPolicy } from '../iam/model.js';

/** What is known of a secret or a parameter besides its ARN; tags that are absent are not known. */
export interface ResourceFacts {
  readonly tags?: Readonly<Record<string, string>>;
  readonly resourcePolicy?: NamedPolicy;
}

export interface Question {
  readonly action: string;
  readonly arn: string;
  /** Default: what the templates say of it. */
  readonly facts?: ResourceFacts | undefined;
  /** Stand over what is filled in here. */
  readonly keys?: Partial<KnownKeys>;
}

/** Decides as the local AWS does for a request with no options; what only a real request tells (its time, its sender) is unknown. */
export function decide(backend: Backend, fn: BackendFunction, { action, arn, facts, keys = {} }: Question): Decision {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const { region, resource = '' } = parseArn(arn) ?? {};
  const place = { account: backend.account, region: region || (parseArn(fn.arn)?.region ?? backend.region) };
  const known: ResourceFacts = facts ?? declaredSecret(backend, arn) ?? {};
  const tags = service === 'secretsmanager' || service === 'ssm' ? tagsOf(service, arn, known) : undefined;
  const isKey = service === 'kms';
  const resourcePolicy = isKey
    ? backend.keyPolicies.get(arn)
    : (known.resourcePolicy ?? secretPolicyOf(backend.secretPolicies, arn));
  const ask = (secretId: ConditionKeys, unknownKeys: readonly string[] = []): Decision => {
    const request: AccessRequest = {
      role: fn.role,
      action,
      resource: arn,
      context: { ...requestKeys(place, arn), ...tags?.context, ...secretId, ...keys.context },
      unknownKeys: [...unknownKeys, ...(tags?.unknownKeys ?? []), ...(keys.unknownKeys ?? [])],
      ...(resourcePolicy && { resourcePolicy }),
      ...(isKey && { resourcePolicyRule: 'key' as const }),
    };
    return evaluate(request);
  };
  if (service !== 'secretsmanager' || !resource.startsWith('secret:')) return ask({});
  const [key, ids] = namingOf(action, arn, resource.slice('secret:'.length));
  const decision = ask({}, [key]);
  return decision.effect === 'unknown' ? widest(ids.map((id) => ask({ [key]: id }))) : decision;
}

/** The condition key that says how a request names its secret, and the ways to name it, which are for the caller to choose. */
function namingOf(action: string, arn: string, name: string): readonly [string, readonly string[]] {
  if (/:createsecret$/i.test(action)) return ['secretsmanager:name', [name, withoutSuffix(name)]];
  return ['secretsmanager:secretid', [arn, withoutSuffix(arn), withoutSuffix(name)]];
}

/** The suffix in the ARN of a template's secret stands for one that AWS draws, so the name alone tells which secret it is. */
export function declaredSecret(backend: Backend, arn: string): BackendSecret | undefined {
  return backend.secrets.find((secret) => withoutSuffix(secret.arn) === withoutSuffix(arn));
}

function tagsOf(service: 'secretsmanager' | 'ssm', arn: string, { tags }: ResourceFacts): KnownKeys {
  const given = arn === '*' ? {} : tags;
  return tagKeys(service, given && new Map(Object.entries(given)));
}

/** Several ways to one thing, each of which is enough. */
export function widest(ways: readonly Decision[]): Decision {
  const [first] = (['allow', 'unknown', 'deny'] as const).flatMap((effect) =>
    ways.filter((decision) => decision.effect === effect),
  );
  return first ?? unknownDecision('nothing was asked');
}

export function unknownDecision(reason: string): Decision {
  return { effect: 'unknown', reason: 'unknown', unknowns: [reason] };
}
