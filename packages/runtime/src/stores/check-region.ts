import { regionOfSecretArn } from '../contract/arns.js';
import { SecretsError } from '../contract/errors.js';
import type { Transport } from '../transport/transport.js';
import type { Location } from './location.js';
import { subject } from './remedies.js';

/**
 * Rejects with SecretInAnotherRegionError for an ARN of another region than the transport's: Secrets Manager would look it up in its
 * own region, and say no more than that it is not there.
 */
export async function checkRegion(location: Location, transport: Transport): Promise<void> {
  const { id, expression } = location;
  if (!id.startsWith('arn:')) return;
  const wanted = regionOfSecretArn(id);
  const region = await transport.region();
  if (wanted === region) return;
  throw new SecretsError(
    'SecretInAnotherRegionError',
    `${subject(location)} is in ${wanted}, and this client speaks to ${region}.`,
    `Read it through another client: createSecretsClient({ region: '${wanted}' }).getSecret(${expression}).`,
  );
}
