import type { KMSClient } from '@aws-sdk/client-kms';
import { awsError, errorName } from './aws-error.js';

/** What AWS KMS says of a key. */
export interface KeyState {
  /** `Enabled`, `Disabled`, `PendingDeletion`, as KMS names them; `missing` where it has no such key. */
  readonly state: string;
  readonly deletedAt?: Date | undefined;
  /** When imported key material expires. */
  readonly expiresAt?: Date | undefined;
}

/** Looks a key up by what a secret names it: an id, an ARN or an alias. Rejects with a SecretsError. */
export type ReadKeyState = (keyId: string) => Promise<KeyState>;

/** Asks once for each key. `profile` is only for messages. */
export function keyStates(open: () => Promise<KMSClient>, profile?: string): ReadKeyState {
  async function read(keyId: string): Promise<KeyState> {
    try {
      const [sdk, client] = await Promise.all([import('@aws-sdk/client-kms'), open()]);
      const { KeyMetadata } = await client.send(new sdk.DescribeKeyCommand({ KeyId: keyId }));
      const { KeyState = 'Enabled', DeletionDate, ValidTo } = KeyMetadata ?? {};
      return { state: KeyState, deletedAt: DeletionDate, expiresAt: ValidTo };
    } catch (error) {
      if (errorName(error) === 'NotFoundException') return { state: 'missing' };
      // In their messages, `kms` stands for the use of a key.
      const denied = errorName(error).startsWith('AccessDenied') ? { name: 'AccessDeniedException' } : error;
      const attempt = { subject: `The state of the KMS key "${keyId}"`, done: 'looked up' };
      throw awsError(denied, { ...attempt, permission: 'kms:DescribeKey', profile });
    }
  }
  const known = new Map<string, Promise<KeyState>>();
  return (keyId) => {
    const asked = known.get(keyId) ?? read(keyId);
    known.set(keyId, asked);
    return asked;
  };
}

/** AWS's own key of a service, which every account has and nobody can disable. */
export function isAwsManagedKey(keyId: string): boolean {
  return /(?:^|:)alias\/aws\//.test(keyId);
}
