import { ownProperties } from '../contract/own-properties.js';
import { checkRegion } from '../stores/check-region.js';
import type { Location, Revision } from '../stores/location.js';
import type { Payload, RawSecret } from '../stores/raw-secret.js';
import { secretsManager } from '../stores/secrets-manager.js';
import type { TimedCall } from '../stores/store-reader.js';
import { invalidResponse, isTransportFault } from '../transport/fault.js';
import type { Transport } from '../transport/transport.js';

/** One version of a secret in AWS Secrets Manager. */
export interface SecretVersion {
  readonly id: string;
  readonly raw: RawSecret;
  readonly stages: readonly string[];
  /** By AWS's clock, in milliseconds since 1970; NaN where the transport does not say. */
  readonly createdAt: number;
}

/** The versions of one secret. Its functions reject with what the transport rejects with. */
export interface SecretVersions {
  /** The current version, or that of a stage or an id. Undefined if there is no such version. */
  readonly read: (signal: AbortSignal, revision?: Revision) => Promise<SecretVersion | undefined>;
  readonly put: (id: string, payload: Payload, stages: string[], signal: AbortSignal) => Promise<void>;
  /** Moves a stage off a version, and to another if one is given. Refused if the stage is not on the first one. */
  readonly move: (stage: string, from: string, to: string | undefined, signal: AbortSignal) => Promise<void>;
}

export function secretVersions(transport: Transport, location: Location, now: () => number): SecretVersions {
  const SecretId = location.id;
  return {
    read: async (signal, revision) => {
      await checkRegion(location, transport);
      let stages: unknown;
      let created: unknown;
      const call: TimedCall = async (operation, input, options) => {
        const askedAt = now();
        const output = await transport.call(operation, input, options);
        ({ VersionStages: stages, CreatedDate: created } = output as Readonly<Record<string, unknown>>);
        return { ...output, askedAt };
      };
      const found = await secretsManager(call)
        .readOne({ ...location, revision: revision && ownProperties(revision) }, { signal })
        .catch((error: unknown) => {
          if (revision && isTransportFault(error) && error.reason === 'version') return undefined;
          throw error;
        });
      if (!found) return undefined;
      if ('kind' in found) throw found;
      if (found.version === undefined) throw invalidResponse('GetSecretValue', 200);
      return {
        id: found.version,
        raw: found,
        stages: Array.isArray(stages) ? stages.filter((stage) => typeof stage === 'string') : [],
        createdAt: millisecondsOf(created),
      };
    },
    put: async (ClientRequestToken, payload, VersionStages, signal) => {
      const value = 'text' in payload ? { SecretString: payload.text } : { SecretBinary: payload.bytes };
      const input = { SecretId, ClientRequestToken, VersionStages, ...value };
      await transport.call('PutSecretValue', input, { signal });
    },
    move: async (VersionStage, RemoveFromVersionId, to, signal) => {
      const input = {
        SecretId,
        VersionStage,
        RemoveFromVersionId,
        ...(to === undefined ? {} : { MoveToVersionId: to }),
      };
      await transport.call('UpdateSecretVersionStage', input, { signal });
    },
  };
}

/** A Date, as the SDK returns it, or seconds, as AWS sends it. */
function millisecondsOf(created: unknown): number {
  if (created instanceof Date) return created.getTime();
  return typeof created === 'number' ? created * 1000 : Number.NaN;
}
