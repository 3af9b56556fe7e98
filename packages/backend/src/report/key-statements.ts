import { isRecord } from '../templates/choices.js';
import type { Statement } from '../templates/statement.js';

// By these keys the kit narrows the use of a KMS key, as AWS recommends.
const CONTEXTS = ['kms:EncryptionContext:SecretARN', 'kms:EncryptionContext:PARAMETER_ARN'];

/** The ARNs of secrets and parameters that a statement about a KMS key is narrowed to. */
export function keyUsesOf({ actions = [], condition }: Statement): readonly string[] {
  if (!actions.some((action) => action.startsWith('kms:')) || !isRecord(condition)) return [];
  return Object.values(condition)
    .filter(isRecord)
    .flatMap((keys) => CONTEXTS.flatMap((context) => keys[context] ?? []))
    .filter((arn) => typeof arn === 'string');
}
