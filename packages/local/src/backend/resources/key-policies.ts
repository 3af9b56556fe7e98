import { defaultKeyPolicy } from '../../authorization/key-policy.js';
import type { Resource } from '../../cloudformation/resource.js';
import { asString, Unresolved } from '../../cloudformation/value.js';
import type { NamedPolicy } from '../../iam/model.js';
import { namedPolicy } from './policy-document.js';

/** The key policies of the templates, by key ARN. A key without one gets AWS's default. */
export function readKeyPolicies(resources: readonly Resource[]): ReadonlyMap<string, NamedPolicy> {
  const policies = new Map<string, NamedPolicy>();
  for (const resource of resources.filter(({ type }) => type === 'AWS::KMS::Key')) {
    const arn = asString(resource.attribute('Arn'));
    const document = resource.property('KeyPolicy');
    if (arn instanceof Unresolved) continue;
    const { logicalId, uncertain } = resource;
    policies.set(arn, document === undefined ? defaultKeyPolicy(arn) : namedPolicy(logicalId, document, uncertain));
  }
  return policies;
}
