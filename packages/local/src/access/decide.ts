import { parseArn, withoutSuffix } from '../arn/arn.js';
import { type ConditionKeys, type KnownKeys, requestKeys, tagKeys } from '../authorization/condition-keys.js';
import { secretPolicyOf } from '../authorization/secret-policy.js';
import type { Backend, BackendFunction, BackendSecret } from '../backend/model.js';
import { evaluate } from '../iam/evaluate.js';
import type { AccessRequest, Decision, NamedPolicy } from '../iam/model.js';

/** What is known of a secret or a parameter besides its ARN. Where `tags` is absent, they are not known. */
export interface ResourceFacts {
  readonly tags?: Readonly<Record<string, string>>;
  readonly resourcePolicy?: NamedPolicy;
}

export interface AccessQuestion {
  readonly action: string;
  readonly arn: string;
  /** @default what the templates declare */
  readonly facts?: ResourceFacts | undefined;
  /** Override those of the service. */
  readonly keys?: Partial<KnownKeys>;
}

/** Decides as the local AWS does, for a request without options. What only a real request has (time, sender) is unknown. */
export function decide(
  backend: Backend,
  fn: BackendFunction,
  { action, arn, facts, keys = {} }: AccessQuestion,
): Decision {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const { region, resource = '' } = parseArn(arn) ?? {};
  const place = { account: backend.account, region: region || (parseArn(fn.arn)?.region ?? backend.region) };
  const known: ResourceFacts = facts ?? declaredSecret(backend, arn) ?? {};
  const tags = service === 'secretsmanager' || service === 'ssm' ? tagsOf(service, arn, known) : undefined;
  const isKey = service === 'kms';
  const resourcePolicy = isKey
    ? backend.keyPolicies.get(arn)
    : (known.resourcePolicy ?? secretPolicyOf(backend.secretPolicies, arn));
  // Sent with every call on a secret; a template cannot tell a replica from its primary secret.
  const isSecret = service === 'secretsmanager' && resource.startsWith('secret:');
  const primaryRegion: ConditionKeys = isSecret ? { 'secretsmanager:secretprimaryregion': place.region } : {};
  const decideWith = (secretId: ConditionKeys, unknownKeys: readonly string[] = []): Decision => {
    const request: AccessRequest = {
      role: fn.role,
      action,
      resource: arn,
      context: { ...requestKeys(place, arn), ...primaryRegion, ...tags?.context, ...secretId, ...keys.context },
      unknownKeys: [...unknownKeys, ...(tags?.unknownKeys ?? []), ...(keys.unknownKeys ?? [])],
      ...(resourcePolicy && { resourcePolicy }),
      ...(isKey && { resourcePolicyRule: 'key' as const }),
    };
    return evaluate(request);
  };
  if (!isSecret) return decideWith({});
  const [key, ids] = namingOf(action, arn, resource.slice('secret:'.length));
  const decision = decideWith({}, [key]);
  return decision.effect === 'unknown' ? mostPermissive(ids.map((id) => decideWith({ [key]: id }))) : decision;
}

/** The condition key for the secret's name in the request, and the names that the caller may choose from. */
function namingOf(action: string, arn: string, name: string): readonly [string, readonly string[]] {
  if (/:createsecret$/i.test(action)) return ['secretsmanager:name', [name, withoutSuffix(name)]];
  return ['secretsmanager:secretid', [arn, withoutSuffix(arn), withoutSuffix(name)]];
}

/** AWS draws the suffix of a secret that a template creates, so the ARN is compared without it. */
export function declaredSecret(backend: Backend, arn: string): BackendSecret | undefined {
  return backend.secrets.find((secret) => withoutSuffix(secret.arn) === withoutSuffix(arn));
}

function tagsOf(service: 'secretsmanager' | 'ssm', arn: string, { tags }: ResourceFacts): KnownKeys {
  const given = arn === '*' ? {} : tags;
  return tagKeys(service, given && new Map(Object.entries(given)));
}

/** The decision where any of several ways is enough. */
export function mostPermissive(ways: readonly Decision[]): Decision {
  const [first] = (['allow', 'unknown', 'deny'] as const).flatMap((effect) =>
    ways.filter((decision) => decision.effect === effect),
  );
  return first ?? unknownDecision('there is no way to do it');
}

export function unknownDecision(reason: string): Decision {
  return { effect: 'unknown', reason: 'unknown', unknowns: [reason] };
}
