import { createHash } from 'node:crypto';
import { type Json, type OperationCall, seconds } from '../api/operation.js';
import type { Parameter, ParameterVersion } from './parameter.js';
import { checkParameterKey } from './parameter-access.js';

/** A version with its value, which is decrypted where the caller asks for that and may use the key. */
export function showParameter(
  parameter: Parameter,
  version: ParameterVersion,
  decrypt: boolean | undefined,
  call: OperationCall,
  asked?: { readonly name: string; readonly selector?: string },
): Json {
  return {
    Name: shownName(parameter, asked?.name),
    ARN: parameter.arn,
    Type: version.type,
    Value: shownValue(parameter, version, decrypt, call),
    Version: version.version,
    DataType: version.dataType,
    LastModifiedDate: seconds(version.modifiedAt),
    ...(asked?.selector !== undefined && { Selector: `:${asked.selector}` }),
  };
}

/** A name is shown as it was asked, with or without the slash that begins it; for an ARN it is the parameter's own. */
function shownName(parameter: Parameter, asked = parameter.name): string {
  return asked.startsWith('arn:') ? parameter.name : asked;
}

export function shownValue(
  parameter: Parameter,
  version: ParameterVersion,
  decrypt: boolean | undefined,
  call: OperationCall,
): string {
  if (version.type !== 'SecureString') return version.value;
  if (!decrypt) return ciphertext(parameter, version);
  checkParameterKey('read', { ...version, arn: parameter.arn }, call);
  return version.value;
}

/** In place of the ciphertext of AWS KMS. It does not depend on the value, so it reveals nothing of it. */
function ciphertext(parameter: Parameter, version: ParameterVersion): string {
  const noise = createHash('sha512').update(`${parameter.arn}:${version.version}`).digest('base64');
  return `AQICAH${noise}`.replace(/=+$/, '==');
}

/** What is known of a version, without its value. */
export function metadata(parameter: Parameter, version: ParameterVersion): Json {
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: version.type,
    Version: version.version,
    Tier: version.tier,
    DataType: version.dataType,
    Policies: version.policies,
    LastModifiedDate: seconds(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    ...(version.keyId !== undefined && { KeyId: version.keyId }),
    ...(version.description !== undefined && { Description: version.description }),
    ...(version.allowedPattern !== undefined && { AllowedPattern: version.allowedPattern }),
  };
}
