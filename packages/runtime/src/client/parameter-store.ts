import { isTransportFault, TransportFault } from '../transport/fault.js';
import type { Parameter, Transport } from '../transport/transport.js';
import type { Location } from './location.js';
import type { RawSecret } from './raw-secret.js';
import { storeError } from './store-errors.js';
import type { Outcomes, Stores } from './stores.js';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
const NAMES_LIMIT = 10;

/** Amplify's own secrets: the parameter in the deployment's folder, and the shared one only where that is missing. */
export function parameterStore({ call }: Transport): Stores {
  async function read(locations: readonly Location[], signal: AbortSignal): Promise<Outcomes> {
    const Names = locations.flatMap(pathsOf);
    const { Parameters = [] } = await call('GetParameters', { Names, WithDecryption: true }, { signal });
    const found = new Map(Parameters.map((parameter) => [parameter.Name, parameter]));
    return new Map(
      locations.map((location) => {
        const path = pathsOf(location).find((name) => found.has(name));
        const parameter = path === undefined ? undefined : found.get(path);
        return [location.key, parameter === undefined ? notFound(location) : rawOf(parameter)];
      }),
    );
  }

  return {
    batchLimit: ({ folders }) => Math.max(1, Math.floor(NAMES_LIMIT / Math.max(1, folders.length))),
    read: async (locations, signal) => {
      try {
        return await read(locations, signal);
      } catch (error) {
        // One parameter that may not be read fails the call for all: asked for alone, each tells its own story.
        if (locations.length < 2 || !isTransportFault(error) || error.kind !== 'refused') throw error;
        const alone = locations.map((location) =>
          read([location], signal).catch(
            (cause: unknown): Outcomes => new Map([[location.key, storeError(cause, location, 'Read')]]),
          ),
        );
        return new Map((await Promise.all(alone)).flatMap((outcomes) => [...outcomes]));
      }
    },
    write: async (location, payload, signal) => {
      const [Name = ''] = pathsOf(location);
      const Value = 'text' in payload ? payload.text : Buffer.from(payload.bytes).toString('base64');
      await call('PutParameter', { Name, Value, Type: 'SecureString', Overwrite: true }, { signal });
    },
  };
}

function pathsOf({ folders, id }: Location): string[] {
  return folders.map((folder) => `${folder}/${id}`);
}

function rawOf({ ARN, Version, Value }: Parameter): RawSecret {
  // A parameter deleted and set again begins at version 1, so the value has its say too (see `sameVersion`).
  return { version: Version === undefined ? undefined : `${ARN} ${Version}`, text: Value, bytes: undefined };
}

function notFound(location: Location) {
  const fault = new TransportFault('refused', 'Parameter Store has no such parameter.', { code: 'ParameterNotFound' });
  return storeError(fault, location, 'Read');
}
