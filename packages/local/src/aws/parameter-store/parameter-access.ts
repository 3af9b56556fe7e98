import { type ConditionKeys, tagKeys } from '../../authorization/condition-keys.js';
import type { Invocation } from '../api/operation.js';
import type { Parameter, ParameterTier } from './parameter.js';
import { type ParameterStore, toArn } from './parameter-store.js';

/** The parameter if there is one, once the caller may do `action` to its ARN; access is judged before existence. */
export function reachParameter(
  store: ParameterStore,
  name: string,
  action: string,
  { access }: Invocation,
  context: ConditionKeys = {},
): Parameter | undefined {
  const parameter = store.find(name);
  const tags = tagKeys('ssm', parameter?.tags ?? new Map());
  access.demand(`ssm:${action}`, toArn(store, name), { ...tags, context: { ...tags.context, ...context } });
  return parameter;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html */
export function demandParameterKey(
  use: 'read' | 'write',
  { arn, keyId, tier }: { readonly arn: string; readonly keyId?: string | undefined; readonly tier: ParameterTier },
  { access }: Invocation,
): void {
  const write = tier === 'Advanced' ? 'kms:GenerateDataKey' : 'kms:Encrypt';
  access.demandKey(keyId, {
    actions: [use === 'read' ? 'kms:Decrypt' : write],
    service: 'ssm',
    encryptionContext: { PARAMETER_ARN: arn },
  });
}
