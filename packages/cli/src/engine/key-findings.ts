import { encryptionKeyIn, shellLine } from '@amplify-secrets/runtime/contract';
import type { KeyState } from '../aws/key-states.js';
import type { SecretMetadata } from '../stores/secrets-store.js';
import type { Finding } from './finding.js';
import type { Target } from './target.js';

const DAY_MS = 86_400_000;
const EXPIRES_SOON_DAYS = 30;

/** What is wrong with the KMS key of a secret that is set. `key` is what KMS says of it, where it was asked. */
export function keyFindings(
  target: Target,
  { kmsKeyId }: SecretMetadata,
  key: KeyState | undefined,
  now: number,
): readonly Finding[] {
  const state = kmsKeyId === undefined || key === undefined ? undefined : stateFinding(target, kmsKeyId, key, now);
  const other = otherKeyFinding(target, kmsKeyId);
  return [state, other].filter((each) => each !== undefined);
}

function stateFinding(target: Target, keyId: string, key: KeyState, now: number): Finding | undefined {
  const { state, deletedAt, expiresAt } = key;
  const finding = (what: string, resolution: string): Finding => ({
    key: target.reference.key,
    what: `"${target.name}" is encrypted with the key ${keyId}, ${what}`,
    resolution,
  });
  switch (state) {
    case 'Disabled':
      return finding(
        'which is disabled: nobody can read it.',
        shellLine`Enable it: aws kms enable-key --key-id ${keyId}`,
      );
    case 'PendingDeletion': {
      const when = deletedAt === undefined ? '' : ` on ${day(deletedAt)}, and with it the value`;
      const cancel = shellLine`aws kms cancel-key-deletion --key-id ${keyId} && aws kms enable-key --key-id ${keyId}`;
      return finding(`which AWS deletes${when}: nobody can read it.`, `Keep the key: ${cancel}`);
    }
    case 'missing':
      return finding(
        'which does not exist: nobody can read it.',
        shellLine`Write the value anew, with another key: aws secretsmanager update-secret --kms-key-id alias/my-key --secret-string file://value.txt --secret-id ${target.name}`,
      );
    case 'PendingImport':
    case 'Unavailable':
      return finding(
        `whose state is ${state}: nobody can read it.`,
        shellLine`Look at it: aws kms describe-key --key-id ${keyId}`,
      );
    default: {
      if (expiresAt === undefined || expiresAt.getTime() - now > EXPIRES_SOON_DAYS * DAY_MS) return undefined;
      return finding(
        `whose imported key material expires on ${day(expiresAt)}: nobody can read it after that.`,
        shellLine`Import it again: aws kms get-parameters-for-import --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096 --key-id ${keyId}`,
      );
    }
  }
}

function otherKeyFinding({ reference, place, name }: Target, actual: string | undefined): Finding | undefined {
  const declared = encryptionKeyIn({ name: place.environment, store: place.store }, reference.definition);
  if (declared === actual || (declared !== undefined && actual !== undefined && declared.endsWith(`/${actual}`))) {
    return undefined;
  }
  // An alias may be any key.
  if (place.store === 'amplify' || actual?.includes('alias/')) return undefined;
  const { key } = reference;
  if (declared === undefined) {
    return {
      key,
      what: `"${name}" is encrypted with the key ${actual}, which the declaration does not name, so that grants do not allow its use.`,
      resolution: `Write in its definition: encryptionKey: { ${place.environment}: '<ARN of the key>' }`,
    };
  }
  return {
    key,
    what: `"${name}" is encrypted with ${actual === undefined ? "AWS's own key" : `the key ${actual}`}, and the declaration names another.`,
    resolution: shellLine`Encrypt it anew: aws secretsmanager update-secret --secret-id ${name} --kms-key-id ${declared}`,
  };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
