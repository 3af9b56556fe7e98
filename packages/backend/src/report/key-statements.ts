import { isRecord } from '../templates/choices.js';
import type { Statement } from '../templates/statement.js';

// What the kit, and whoever follows AWS's advice, narrows the use of a key by.
const CONTEXTS = ['kms:EncryptionContext:SecretARN', 'kms:EncryptionContext:PARAMETER_ARN'];

/** The secrets and parameters that a statement about a KMS key is narrowed to, as it writes them. */
export function keyUsesOf({ actions = [], condition }: Statement): readonly string[] {
  if (!actions.some((action) => action.startsWith('kms:')) || !isRecord(condition)) return [];
  return Object.values(condition)
    .filter(isRecord)
    .flatMap((keys) => CONTEXTS.flatMap((context) => keys[context] ?? []))
    .filter((arn) => typeof arn === 'string');
}
