import type { Transport } from '../transport/transport.js';
import { checkRegion } from './check-region.js';
import type { Location } from './location.js';
import { pathsOf } from './parameter-store.js';
import type { Payload } from './raw-secret.js';
import { type Access, storeError } from './store-errors.js';

const WRITE: Access = {
  done: 'written',
  grant: 'Write',
  'secrets-manager': 'secretsmanager:PutSecretValue',
  amplify: 'ssm:PutParameter',
  key: 'kms:GenerateDataKey and kms:Decrypt',
};

/** Writes to the location's store: in `amplify`, to the deployment's own folder. Rejects with a SecretsError. */
export async function writeSecret(
  transport: Transport,
  location: Location,
  payload: Payload,
  signal: AbortSignal,
): Promise<void> {
  try {
    await checkRegion(location, transport);
    if (location.store === 'amplify') {
      const [Name = ''] = pathsOf(location);
      const Value = 'text' in payload ? payload.text : Buffer.from(payload.bytes).toString('base64');
      await transport.call('PutParameter', { Name, Value, Type: 'SecureString', Overwrite: true }, { signal });
    } else {
      const value = 'text' in payload ? { SecretString: payload.text } : { SecretBinary: payload.bytes };
      // With one token for all attempts, a retry is the same write.
      const { randomUUID } = process.getBuiltinModule('node:crypto');
      const input = { SecretId: location.id, ClientRequestToken: randomUUID(), ...value };
      await transport.call('PutSecretValue', input, { signal });
    }
  } catch (error) {
    throw storeError(error, location, WRITE);
  }
}
