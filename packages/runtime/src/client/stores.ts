import { regionOfSecretArn } from '../contract/arns.js';
import { SecretsError } from '../contract/errors.js';
import type { Transport } from '../transport/transport.js';
import type { Location } from './location.js';
import { parameterStore } from './parameter-store.js';
import type { Payload, RawSecret } from './raw-secret.js';
import { subject } from './remedies.js';
import { secretsManager } from './secrets-manager.js';
import { storeError } from './store-errors.js';

/** Per location's key: the value, or why there is none. */
export type Outcomes = Map<string, RawSecret | SecretsError>;

/** What a client reads from and writes to. */
export interface Stores {
  /** Locations to read in one call at most. */
  readonly batchLimit: (location: Location) => number;
  /** Reads locations of one store. Never rejects. */
  readonly read: (locations: readonly Location[], signal: AbortSignal) => Promise<Outcomes>;
  /** Rejects with a SecretsError. */
  readonly write: (location: Location, payload: Payload, signal: AbortSignal) => Promise<void>;
}

export function storesBehind(transport: Transport): Stores {
  const amplify = parameterStore(transport);
  const manager = secretsManager(transport);
  const storeOf = ({ store }: Location) => (store === 'amplify' ? amplify : manager);
  return {
    batchLimit: (location) => storeOf(location).batchLimit(location),
    read: async (locations, signal) => {
      const outcomes: Outcomes = new Map();
      try {
        const here: Location[] = [];
        for (const location of locations) {
          const stray = isArn(location) ? regionError(location, await transport.region()) : undefined;
          if (stray === undefined) here.push(location);
          else outcomes.set(location.key, stray);
        }
        const [first] = here;
        const read = first === undefined ? [] : await storeOf(first).read(here, signal);
        for (const [key, outcome] of read) outcomes.set(key, outcome);
      } catch (error) {
        for (const location of locations) outcomes.set(location.key, storeError(error, location, 'Read'));
      }
      return outcomes;
    },
    write: async (location, payload, signal) => {
      try {
        const stray = isArn(location) ? regionError(location, await transport.region()) : undefined;
        if (stray !== undefined) throw stray;
        await storeOf(location).write(location, payload, signal);
      } catch (error) {
        throw storeError(error, location, 'Write');
      }
    },
  };
}

function isArn({ id }: Location): boolean {
  return id.startsWith('arn:');
}

/** Secrets Manager would look the ARN up in its own region, and say no more than that it is not there. */
function regionError(location: Location, region: string): SecretsError | undefined {
  const wanted = regionOfSecretArn(location.id);
  if (wanted === region) return undefined;
  return new SecretsError(
    'SecretInAnotherRegionError',
    `${subject(location)} is in ${wanted}, and this client speaks to ${region}.`,
    `Read it through a client of its own: createSecretsClient({ region: '${wanted}' }).getSecret(${location.expression}). Or replicate it: aws secretsmanager replicate-secret-to-regions --region ${wanted} --secret-id ${location.id} --add-replica-regions Region=${region}`,
  );
}
