import type { Resource } from '../../cloudformation/resource.js';
import { asString, type Resolved, Unresolved, unresolvedIn, valueAt } from '../../cloudformation/value.js';
import type { KeyId } from '../../iam/model.js';
import type { BackendSecret } from '../model.js';
import { templateValue } from './template-value.js';

/** Reads the secrets, without those whose name does not resolve; the backend's `unresolved` lists them. */
export function readSecrets(resources: readonly Resource[]): readonly BackendSecret[] {
  return resources.filter(({ type }) => type === 'AWS::SecretsManager::Secret').flatMap(secretOf);
}

function secretOf(resource: Resource): readonly BackendSecret[] {
  const arn = resource.ref();
  if (typeof arn !== 'string') return [];
  const name = arn.slice(arn.indexOf(':secret:') + ':secret:'.length, -'-??????'.length);
  const kmsKeyId = keyOf(resource.property('KmsKeyId'));
  const tags = tagsOf(resource);
  const value = templateValue(resource);
  return [
    {
      logicalId: resource.logicalId,
      arn,
      name,
      ...(kmsKeyId !== undefined && { kmsKeyId }),
      ...(tags && { tags }),
      ...(value && { value }),
    },
  ];
}

function keyOf(value: Resolved): KeyId | undefined {
  const keyId = value === undefined ? undefined : asString(value);
  return keyId instanceof Unresolved ? { unknown: `the key of the secret: ${keyId.reason}` } : keyId;
}

/**
 * Its own tags, over those that CloudFormation copies from its stack. Undefined where one does not resolve.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
function tagsOf(resource: Resource): Readonly<Record<string, string>> | undefined {
  const tags = resource.property('Tags') ?? [];
  if (!Array.isArray(tags) || unresolvedIn(tags).length > 0) return undefined;
  const own = tags.map((tag: Resolved) => [asString(valueAt(tag, 'Key')), asString(valueAt(tag, 'Value') ?? '')]);
  return { ...resource.stack.tags, ...Object.fromEntries(own) };
}
