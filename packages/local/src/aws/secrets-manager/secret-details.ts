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
