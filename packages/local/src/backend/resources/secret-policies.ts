import { secretArn, withoutSuffix } from '../../arn/arn.js';
import type { Resource } from '../../cloudformation/resource.js';
import { asString, Unresolved } from '../../cloudformation/value.js';
import type { NamedPolicy } from '../../iam/model.js';
import type { BackendSecret } from '../model.js';
import { namedPolicy } from './policy-document.js';

/**
 * Resource policies by the ARN of their secret, without the suffix where the templates create the secret: AWS draws that
 * suffix. A policy whose secret does not resolve is under the name `*`, which no secret has.
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
