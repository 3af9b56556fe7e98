import { regionOfSecretArn } from '../contract/arns.js';
import { SecretsError } from '../contract/errors.js';
import type { Transport } from '../transport/transport.js';
import type { Location } from './location.js';
import { subject } from './remedies.js';

/**
 * Checks that an ARN is in the transport's region: Secrets Manager would look it up in its own region, and say that it does not exist.
 *
 * @throws {SecretInAnotherRegionError} When it is in another region.
 */
export async function checkRegion(location: Location, transport: Transport): Promise<void> {
  const { id, expression } = location;
  const wanted = regionOfSecretArn(id);
  if (!wanted) return;
  const region = await transport.region();
  if (wanted === region) return;
  throw new SecretsError(
    'SecretInAnotherRegionError',
    `${subject(location)} is in ${wanted}, and this client calls ${region}.`,
    `Write: createSecretsClient({ region: '${wanted}' }).getSecret(${expression}).`,
  );
}
