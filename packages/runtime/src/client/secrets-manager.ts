import { randomUUID } from 'node:crypto';
import type { SecretsError } from '../contract/errors.js';
import { faultOfWireError, isTransportFault } from '../transport/fault.js';
import type { SecretValue, Transport } from '../transport/transport.js';
import type { Location } from './location.js';
import type { Payload, RawSecret } from './raw-secret.js';
import { storeError } from './store-errors.js';
import type { Outcomes, Stores } from './stores.js';

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html
const BATCH_LIMIT = 20;

/** AWS Secrets Manager: one value alone, several in a batch; single reads for what the batch leaves open. */
export function secretsManager({ call }: Transport): Stores {
  let mayBatch = true;

  async function readOne(location: Location, signal: AbortSignal): Promise<RawSecret | SecretsError> {
    try {
      return rawOf(await call('GetSecretValue', { SecretId: location.id }, { signal }));
    } catch (error) {
      return storeError(error, location, 'Read');
    }
  }

  async function readBatch(locations: readonly Location[], signal: AbortSignal): Promise<Outcomes> {
    const outcomes: Outcomes = new Map();
    const input = { SecretIdList: locations.map(({ id }) => id) };
    const { SecretValues = [], Errors = [] } = await call('BatchGetSecretValue', input, { signal });
    for (const location of locations) {
      const value = SecretValues.find(({ ARN, Name }) => location.id === Name || location.id === ARN);
      if (value !== undefined) outcomes.set(location.key, rawOf(value));
      const error = Errors.find(({ SecretId }) => SecretId === location.id);
      if (value !== undefined || error?.ErrorCode === undefined) continue;
      const fault = faultOfWireError('GetSecretValue', {
        type: error.ErrorCode,
        message: error.Message ?? '',
        statusCode: /Internal/.test(error.ErrorCode) ? 500 : 400,
      });
      if (fault.kind === 'refused') outcomes.set(location.key, storeError(fault, location, 'Read'));
    }
    return outcomes;
  }

  return {
    batchLimit: () => BATCH_LIMIT,
    read: async (locations, signal) => {
      let outcomes: Outcomes = new Map();
      if (mayBatch && locations.length > 1) {
        try {
          outcomes = await readBatch(locations, signal);
        } catch (error) {
          // A role may be granted single reads alone, and an emulator may not know the batch.
          if (!isTransportFault(error) || error.kind !== 'refused') throw error;
          mayBatch = !/^(AccessDenied|UnknownOperation|InvalidAction)/.test(error.code);
        }
      }
      const open = locations.filter(({ key }) => !outcomes.has(key));
      await Promise.all(open.map(async (location) => outcomes.set(location.key, await readOne(location, signal))));
      return outcomes;
    },
    write: async ({ id }, payload: Payload, signal) => {
      const value = 'text' in payload ? { SecretString: payload.text } : { SecretBinary: payload.bytes };
      // One token for all attempts of a call makes a repeated write the same write.
      await call('PutSecretValue', { SecretId: id, ClientRequestToken: randomUUID(), ...value }, { signal });
    },
  };
}

function rawOf({ ARN, VersionId, SecretString, SecretBinary }: SecretValue): RawSecret {
  return {
    version: VersionId === undefined ? undefined : `${ARN} ${VersionId}`,
    text: SecretString,
    bytes: SecretBinary,
  };
}
