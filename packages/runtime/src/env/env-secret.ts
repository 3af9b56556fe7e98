import { SecretsError } from '../contract/errors.js';

// What Amplify puts into the template for `secret('NAME')`, for its start-up code to replace.
const PLACEHOLDER = '<value will be resolved during runtime>';
/** Variable → the parameters that Amplify's start-up code looks for, as the environment variable of that name has it. */
const CONFIG_VARIABLE = 'AMPLIFY_SSM_ENV_CONFIG';

/**
 * The environment variable that `defineFunction({ environment: { NAME: secret('NAME') } })` declares, read at each call: call it in
 * the handler. Amplify's start-up code leaves a placeholder where it finds no value, and that is never returned.
 *
 * Throws EnvSecretMissingError where there is no such variable, or an empty one; EnvSecretUnresolvedError for the placeholder.
 *
 * ```ts
 * const apiKey = envSecret('API_KEY');
 * ```
 */
export function envSecret(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new SecretsError(
      'EnvSecretMissingError',
      `The environment variable ${name} is ${value === '' ? 'empty' : 'not set'}.`,
      `In the function's resource.ts write: defineFunction({ environment: { ${name}: secret('${name}') } }).`,
    );
  }
  if (value !== PLACEHOLDER) return value;
  const places = placesByVariable();
  const place = places.get(name);
  const twin = place && [...places].find(([, other]) => other.path === place.path)?.[0];
  if (twin !== undefined && twin !== name && process.env[twin] !== PLACEHOLDER) {
    throw unresolved(
      `${name}: Amplify fills only the first of several variables with one secret, and that is ${twin}.`,
      `Read envSecret('${twin}') instead, and delete ${name} from the function's environment.`,
    );
  }
  const secret = place?.path.split('/').at(-1) ?? name;
  throw unresolved(
    `${name}: the Amplify secret "${secret}" is not set${place ? ` (looked in ${Object.values(place).join(' and ')})` : ''}, or this code ran before Amplify's own.`,
    place === undefined || /-sandbox-[0-9a-f]+\/[^/]*$/.test(place.path)
      ? `Run: npx ampx sandbox secret set ${secret}`
      : `In the Amplify console open the app, Hosting, Secrets, and set "${secret}" for this branch or for all branches; then deploy again.`,
  );
}

function unresolved(message: string, resolution: string): SecretsError {
  return new SecretsError('EnvSecretUnresolvedError', `Amplify has not resolved ${message}`, resolution);
}

interface Place {
  readonly path: string;
  readonly sharedPath?: string;
}

function placesByVariable(): Map<string, Place> {
  try {
    const config: Record<string, Partial<Place>> = JSON.parse(process.env[CONFIG_VARIABLE] ?? '{}');
    const known = Object.entries(config).flatMap(([variable, { path, sharedPath }]): [string, Place][] =>
      typeof path === 'string' ? [[variable, typeof sharedPath === 'string' ? { path, sharedPath } : { path }]] : [],
    );
    return new Map(known);
  } catch {
    return new Map();
  }
}
