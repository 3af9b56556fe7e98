import type { LocatedSecret } from '../targets/target.js';
import type { Access } from './access.js';

/** The use of a KMS key by a store, for one secret or parameter. Regions and ARNs may be CDK tokens. */
export interface KeyUse {
  readonly service: string;
  readonly contextKey: string;
  readonly arn: string;
}

// Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
// Parameter Store: https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html. It writes under another key
// than its default only when given a KeyId, which the kit never does.
const STORES = {
  'secrets-manager': {
    service: 'secretsmanager',
    contextKey: 'kms:EncryptionContext:SecretARN',
    actions: { read: ['kms:Decrypt'], write: ['kms:GenerateDataKey', 'kms:Decrypt'] },
  },
  amplify: {
    service: 'ssm',
    contextKey: 'kms:EncryptionContext:PARAMETER_ARN',
    actions: { read: ['kms:Decrypt'], write: [] },
  },
} as const;

export function keyActions(access: Access, { store }: LocatedSecret): readonly string[] {
  return STORES[store].actions[access];
}

export function keyUse({ store, region }: LocatedSecret, arn: string): KeyUse {
  const { service, contextKey } = STORES[store];
  return { service: `${service}.${region}.amazonaws.com`, contextKey, arn };
}

/** Only through the store, and only to the data keys of these secrets: `ArnLike`, since a secret's suffix is not known. */
export function keyConditions({ service, contextKey }: KeyUse, arns: unknown): Record<string, Record<string, unknown>> {
  return { StringEquals: { 'kms:ViaService': service }, ArnLike: { [contextKey]: arns } };
}
