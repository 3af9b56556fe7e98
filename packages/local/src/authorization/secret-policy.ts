import { parseArn, withoutSuffix } from '../arn/arn.js';
import type { NamedPolicy } from '../iam/model.js';

/**
 * The policy of a secret among those of the templates, which name it by its ARN or by its ARN without the suffix. A policy
 * whose secret is not known stands under `anySecret`: it may be this one's.
 */
export function secretPolicyOf(policies: ReadonlyMap<string, NamedPolicy>, arn: string): NamedPolicy | undefined {
  const { partition, service, region, account, resource } = parseArn(arn) ?? {};
  if (service !== 'secretsmanager' || !resource?.startsWith('secret:')) return undefined;
  return (
    policies.get(`arn:${partition}:secretsmanager:${region}:${account}:secret:*`) ??
    policies.get(arn) ??
    policies.get(withoutSuffix(arn))
  );
}
