import { secretArn, withoutSuffix } from '../../arn/arn.js';
import type { Resource } from '../../cloudformation/resource.js';
import { asString, type Resolved, Unresolved, unresolvedIn, valueAt } from '../../cloudformation/value.js';
import type { KeyId, NamedPolicy } from '../../iam/model.js';
import type { BackendSecret } from '../model.js';
import { namedPolicy } from './policy-document.js';

/** A secret whose name does not resolve is none that could be asked about; `unresolved` tells of it. */
export function readSecrets(resources: readonly Resource[]): readonly BackendSecret[] {
  return resources.filter(({ type }) => type === 'AWS::SecretsManager::Secret').flatMap(secretOf);
}

function secretOf(resource: Resource): readonly BackendSecret[] {
  const arn = resource.ref();
  if (typeof arn !== 'string') return [];
  const name = arn.slice(arn.indexOf(':secret:') + ':secret:'.length, -'-??????'.length);
  const kmsKeyId = keyOf(resource.property('KmsKeyId'));
  const tags = tagsOf(resource);
  return [
    { logicalId: resource.logicalId, arn, name, ...(kmsKeyId !== undefined && { kmsKeyId }), ...(tags && { tags }) },
  ];
}

function keyOf(value: Resolved): KeyId | undefined {
  const text = value === undefined ? undefined : asString(value);
  return text instanceof Unresolved ? { unknown: `the key of the secret: ${text.reason}` } : text;
}

/**
 * Its own tags, over those of its stack, which CloudFormation gives to every resource; undefined where one does not resolve.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
function tagsOf(resource: Resource): Readonly<Record<string, string>> | undefined {
  const tags = resource.property('Tags') ?? [];
  if (!Array.isArray(tags) || unresolvedIn(tags).length > 0) return undefined;
  const own = tags.map((tag: Resolved) => [asString(valueAt(tag, 'Key')), asString(valueAt(tag, 'Value') ?? '')]);
  return { ...resource.stack.tags, ...Object.fromEntries(own) };
}

/**
 * Policies by the ARN of their secret, without its suffix where the templates do not say it: the suffix of a secret they
 * create is AWS's to draw. One whose secret does not resolve stands under the name `*`, which no secret has.
 */
export function readSecretPolicies(
  resources: readonly Resource[],
  secrets: readonly BackendSecret[],
): ReadonlyMap<string, NamedPolicy> {
  const policies = new Map<string, NamedPolicy>();
  for (const resource of resources.filter(({ type }) => type === 'AWS::SecretsManager::ResourcePolicy')) {
    const { logicalId, stack, uncertain } = resource;
    const id = asString(resource.property('SecretId'));
    if (id instanceof Unresolved) {
      policies.set(secretArn(stack, '*'), namedPolicy(logicalId, id, `the secret it is on: ${id.reason}`));
      continue;
    }
    const declared = secrets.some(({ arn }) => arn === id);
    const arn = id.startsWith('arn:') ? id : secretArn(stack, id);
    policies.set(
      declared ? withoutSuffix(arn) : arn,
      namedPolicy(logicalId, resource.property('ResourcePolicy'), uncertain),
    );
  }
  return policies;
}
