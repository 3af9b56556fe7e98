import { keyArn, type Place } from '../arn/arn.js';
import type { KeyId } from '../iam/model.js';
import { type KnownKeys, requestKeys } from './condition-keys.js';

/** How a service uses a customer-managed key on behalf of its caller. */
export interface KeyUse {
  /** The key's ARN. */
  readonly resource: string;
  readonly keys: KnownKeys;
}

export interface KeyUseInput {
  /** Where the encrypted secret or parameter is. */
  readonly place: Place;
  readonly keyId: KeyId | undefined;
  readonly service: 'secretsmanager' | 'ssm';
  /** `undefined` where the value is not known. */
  readonly encryptionContext: Readonly<Record<string, string | undefined>>;
}

/**
 * The condition keys under which the key is used. Undefined for an AWS managed key (none given, or `alias/aws/…`), which is
 * open to the whole account. Unknown for any other alias, since only AWS KMS knows its key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function keyUse(input: KeyUseInput): KeyUse | { readonly unknown: string } | undefined {
  const { place, keyId, service, encryptionContext } = input;
  if (typeof keyId === 'object') return keyId;
  if (keyId === undefined || /(^|:)alias\/aws\//.test(keyId)) return undefined;
  const resource = keyArn(place, keyId);
  if (resource === undefined) return { unknown: `the key behind ${keyId}` };
  const entry = (name: string) => `kms:encryptioncontext:${name}`.toLowerCase();
  const entries = Object.entries(encryptionContext);
  const known = entries.flatMap(([name, value]) => (value === undefined ? [] : [[entry(name), value] as const]));
  const unknown = entries.flatMap(([name, value]) => (value === undefined ? [entry(name)] : []));
  const context = {
    ...requestKeys(place, resource),
    'aws:viaawsservice': 'true',
    'kms:viaservice': `${service}.${place.region}.amazonaws.com`,
    'kms:encryptioncontextkeys': Object.keys(encryptionContext),
    ...Object.fromEntries(known),
  };
  return { resource, keys: { context, unknownKeys: unknown } };
}
