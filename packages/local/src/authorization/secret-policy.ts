import { parseArn, withoutSuffix } from '../arn/arn.js';
import type { NamedPolicy } from '../iam/model.js';

/**
 * Finds a secret's resource policy. The templates name the secret by its ARN or by its ARN without the suffix; a policy whose
 * secret they do not name is listed under the secret `*`, and may be any secret's.
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
