import { seconds } from '../api/operation.js';
import type { Secret } from './secret.js';

/** What CreateSecret and UpdateSecret set besides the value. */
interface Details {
  readonly Description: string | undefined;
  readonly KmsKeyId: string | undefined;
}

export function applyDetails(secret: Secret, { Description, KmsKeyId }: Details): void {
  if (Description !== undefined) secret.description = Description;
  if (KmsKeyId) secret.kmsKeyId = KmsKeyId;
}

/** The answer to either. */
export function written(secret: Secret, versionId: string | undefined) {
  return { ARN: secret.arn, Name: secret.name, ...(versionId !== undefined && { VersionId: versionId }) };
}

const DAY = 86_400_000;

/** AWS records only the day of the access. */
export function accessDay(at: number | undefined) {
  return at !== undefined && { LastAccessedDate: seconds(at - (at % DAY)) };
}
