import { invalidResponse, TransportFault } from '../transport/fault.js';
import type { Parameter } from '../transport/transport.js';
import type { Location } from './location.js';
import { checkRaw, type RawSecret } from './raw-secret.js';
import type { StoreReader, TimedCall } from './store-reader.js';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
const NAMES_LIMIT = 10;

/** Amplify's own secrets: the parameter in the deployment's folder, or the shared one if that is missing. */
export function parameterStore(call: TimedCall): StoreReader {
  const readBatch: StoreReader['readBatch'] = async (locations, options) => {
    const Names = locations.flatMap((location) => pathsOf(location).map((path) => path + selectorOf(location)));
    const { Parameters = [], askedAt } = await call('GetParameters', { Names, WithDecryption: true }, options);
    const found = new Map<string, RawSecret | TransportFault>();
    for (const location of locations) {
      const [parameter] = pathsOf(location).flatMap((path) => Parameters.filter(({ Name }) => Name === path));
      found.set(
        location.key,
        parameter === undefined
          ? new TransportFault('refused', 'Parameter Store has no such parameter.', { code: 'ParameterNotFound' })
          : rawOf(location, parameter, askedAt),
      );
    }
    return found;
  };

  return {
    batchOperation: 'GetParameters',
    batchLimit: ({ folders }) => Math.max(1, Math.floor(NAMES_LIMIT / Math.max(1, folders.length))),
    readBatch,
    readOne: async (location, options) => {
      const outcome = (await readBatch([location], options)).get(location.key);
      if (outcome === undefined || 'kind' in outcome) throw outcome;
      return outcome;
    },
  };
}

function rawOf({ revision }: Location, { Version, Value }: Parameter, askedAt: number): RawSecret | TransportFault {
  const version = typeof Version === 'number' ? `${Version}` : Version;
  const asked = revision && 'version' in revision ? Number(revision.version) : Version;
  if (Version !== undefined && Version !== asked) return invalidResponse('GetParameters', 200);
  return checkRaw('GetParameters', { version, text: Value, bytes: undefined, askedAt });
}

/** The deployment's own path, then the shared one if there is one. */
export function pathsOf({ folders, id }: Location): string[] {
  return folders.map((folder) => `${folder}/${id}`);
}

function selectorOf({ revision }: Location): string {
  return revision && 'version' in revision ? `:${revision.version}` : '';
}
