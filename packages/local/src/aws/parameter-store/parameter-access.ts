import { parseArn } from '../../arn/arn.js';
import { type ConditionKeys, tagKeys } from '../../authorization/condition-keys.js';
import type { OperationCall } from '../api/operation.js';
import type { Parameter, ParameterTier } from './parameter.js';
import { checkAskedName } from './parameter-name.js';
import { type ParameterStore, toArn } from './parameter-store.js';

/** Checks access to the parameter's ARN, and then returns the parameter, or undefined where there is none. */
export function accessParameter(
  store: ParameterStore,
  name: string,
  action: string,
  { access }: OperationCall,
  context: ConditionKeys = {},
): Parameter | undefined {
  checkAskedName(name);
  const parameter = store.find(name);
  const tags = tagKeys('ssm', parameter?.tags ?? new Map());
  access.check(`ssm:${action}`, toArn(store, name), { ...tags, context: { ...tags.context, ...context } });
  return parameter;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html */
export function checkParameterKey(
  use: 'read' | 'write',
  { arn, keyId, tier }: { readonly arn: string; readonly keyId?: string | undefined; readonly tier: ParameterTier },
  { access }: OperationCall,
): void {
  const owner = parseArn(arn)?.account ?? access.account;
  const write = tier === 'Advanced' ? 'kms:GenerateDataKey' : 'kms:Encrypt';
  access.checkKeyUse(keyId, {
    owner,
    actions: [use === 'read' ? 'kms:Decrypt' : write],
    service: 'ssm',
    encryptionContext: { PARAMETER_ARN: arn },
  });
}
