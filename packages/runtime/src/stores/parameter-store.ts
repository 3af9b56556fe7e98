import { invalidResponse, TransportFault } from '../transport/fault.js';
import type { CallOptions, Parameter } from '../transport/transport.js';
import { NAMES_LIMIT } from './limits.js';
import type { Location } from './location.js';
import { checkRaw } from './raw-secret.js';
import type { Found, StoreReader, TimedCall } from './store-reader.js';

/** Amplify's own secrets: the parameter in the deployment's folder, or the shared one if that is missing. */
export function parameterStore(call: TimedCall): StoreReader {
  async function read(locations: readonly Location[], options: CallOptions): Promise<(location: Location) => Found> {
    const Names = locations.flatMap((location) => {
      const version = location.revision?.version;
      return pathsOf(location).map((path) => (version === undefined ? path : `${path}:${version}`));
    });
    const { Parameters = [], askedAt } = await call('GetParameters', { Names, WithDecryption: true }, options);
    return (location) => {
      const [parameter] = pathsOf(location).flatMap((path) => Parameters.filter(({ Name }) => Name === path));
      return parameter
        ? rawOf(location, parameter, askedAt)
        : new TransportFault('refused', 'No such parameter.', { code: 'ParameterNotFound' });
    };
  }

  return {
    batchOperation: 'GetParameters',
    batchLimit: ({ folders }) => Math.max(1, Math.floor(NAMES_LIMIT / folders.length)),
    readOne: async (location, options) => (await read([location], options))(location),
    readBatch: async (locations, options) => {
      const foundOf = await read(locations, options);
      return new Map(locations.map((location) => [location.key, foundOf(location)]));
    },
  };
}

function rawOf({ revision }: Location, { Version, Value }: Parameter, askedAt: number): Found {
  const version = typeof Version === 'number' ? `${Version}` : Version;
  const asked = revision?.version;
  if (asked !== undefined && Version !== undefined && Version !== Number(asked))
    return invalidResponse('GetParameters', 200);
  return checkRaw('GetParameters', { version, text: Value, bytes: undefined, askedAt });
}

/** The deployment's own path, then the shared one if there is one. */
export function pathsOf({ folders, id }: Location): string[] {
  return folders.map((folder) => `${folder}/${id}`);
}
