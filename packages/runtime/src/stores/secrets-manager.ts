import { faultOfWireError, invalidResponse, isTransportFault } from '../transport/fault.js';
import type { SecretValue } from '../transport/transport.js';
import { BATCH_LIMIT } from './limits.js';
import { checkRaw } from './raw-secret.js';
import type { Found, StoreReader, TimedCall } from './store-reader.js';

/** AWS Secrets Manager. */
export function secretsManager(call: TimedCall): StoreReader {
  return {
    batchOperation: 'BatchGetSecretValue',
    batchLimit: () => BATCH_LIMIT,
    readOne: async ({ id, revision }, options) => {
      const asked = revision?.version;
      const value = await call(
        'GetSecretValue',
        { SecretId: id, VersionStage: revision?.stage, VersionId: asked },
        options,
      );
      const { ARN, Name, VersionId } = value;
      const isOther = (ARN !== undefined || Name !== undefined) && !isOf(id, value);
      const isOtherVersion = (VersionId ?? asked) !== (asked ?? VersionId);
      return isOther || isOtherVersion ? invalidResponse('GetSecretValue', 200) : rawOf(value, value.askedAt);
    },
    readBatch: async (locations, options) => {
      const input = { SecretIdList: locations.map(({ id }) => id) };
      const ask = (retry: boolean) => call('BatchGetSecretValue', input, { ...options, retry });
      // A throttled batch is not retried: single reads have a hundred times its quota.
      const {
        SecretValues = [],
        Errors = [],
        askedAt,
      } = await ask(false).catch((error: unknown) => {
        if (options.retry !== false && isTransportFault(error) && error.kind === 'unreachable') return ask(true);
        throw error;
      });
      const found = new Map<string, Found>();
      for (const { key, id } of locations) {
        const value = SecretValues.find((each) => isOf(id, each));
        const { ErrorCode: type, Message: message = '' } = Errors.find(({ SecretId }) => SecretId === id) ?? {};
        const one = value
          ? rawOf(value, askedAt)
          : type && !/Internal/.test(type) && faultOfWireError('GetSecretValue', { type, message, statusCode: 400 });
        // What is left out is read alone.
        if (one && (!('kind' in one) || one.kind === 'refused')) found.set(key, one);
      }
      return found;
    },
  };
}

/** Whether the value is that of the secret which was asked for, by its name or its ARN. */
function isOf(id: string, { ARN, Name }: SecretValue): boolean {
  return id === Name || id === ARN;
}

function rawOf({ VersionId, SecretString, SecretBinary }: SecretValue, askedAt: number): Found {
  return checkRaw('GetSecretValue', { version: VersionId, text: SecretString, bytes: SecretBinary, askedAt });
}
