import { SecretsError } from '../contract/errors.js';
import { shellLine } from '../contract/shell-line.js';
import { propertyKey, stringLiteral } from '../contract/source-code.js';

// The value of the variable in the template, which Amplify's start-up code replaces.
const PLACEHOLDER = '<value will be resolved during runtime>';
// The environment variable with the parameters that Amplify's start-up code reads, by variable.
const CONFIG_VARIABLE = 'AMPLIFY_SSM_ENV_CONFIG';

/**
 * The value of an environment variable that `defineFunction({ environment: { NAME: secret('NAME') } })` declares. Call it in the handler:
 * it reads the variable at each call.
 *
 * @throws {EnvSecretMissingError} When the variable is not set, or empty.
 * @throws {EnvSecretUnresolvedError} When it is the placeholder that Amplify's start-up code leaves where it finds no value.
 *
 * @example
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
      `In the function's resource.ts write: defineFunction({ environment: { ${propertyKey(name)}: secret(${stringLiteral(name)}) } }).`,
    );
  }
  if (value !== PLACEHOLDER) return value;
  const parameters = parametersByVariable();
  const own = parameters.get(name);
  const first = own && [...parameters].find(([, other]) => other.path === own.path)?.[0];
  if (first !== undefined && first !== name && process.env[first] !== PLACEHOLDER) {
    throw unresolved(
      `${name}: of several variables with the same secret, Amplify sets only the first, which is ${first}.`,
      `Read envSecret(${stringLiteral(first)}) instead, and delete ${name} from the function's environment.`,
    );
  }
  const secret = own?.path.split('/').at(-1) ?? name;
  throw unresolved(
    `${name}: the Amplify secret "${secret}" is not set${own ? ` (looked in ${Object.values(own).join(' and ')})` : ''}, or this code ran before Amplify's start-up code.`,
    own === undefined || /-sandbox-[0-9a-f]+\/[^/]*$/.test(own.path)
      ? shellLine`Run: npx ampx sandbox secret set ${secret}`
      : `In the Amplify console, open the app, Hosting, Secrets, and set "${secret}" for this branch or for all branches; then deploy again.`,
  );
}

function unresolved(message: string, resolution: string): SecretsError {
  return new SecretsError('EnvSecretUnresolvedError', `Amplify has not resolved ${message}`, resolution);
}

interface ParameterPaths {
  readonly path: string;
  readonly sharedPath?: string;
}

function parametersByVariable(): Map<string, ParameterPaths> {
  try {
    const config: Record<string, Partial<ParameterPaths>> = JSON.parse(process.env[CONFIG_VARIABLE] ?? '{}');
    const known = Object.entries(config).flatMap(([variable, { path, sharedPath }]): [string, ParameterPaths][] =>
      typeof path === 'string' ? [[variable, typeof sharedPath === 'string' ? { path, sharedPath } : { path }]] : [],
    );
    return new Map(known);
  } catch {
    return new Map();
  }
}
