import { isPlainObject, kindOf, ownProperties } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';

/** `"amplifySecrets"` in package.json. */
export interface ProjectSettings {
  /** The file with `defineSecrets`, relative to package.json. */
  readonly declaration: string | undefined;
  /** The environments that count as production, in place of those that are named like it. */
  readonly production: readonly string[] | undefined;
  /** A secret or a field → the variable that `export` and `run` give it. */
  readonly variables: Readonly<Record<string, string>>;
}

const EXAMPLE = '"amplifySecrets": { "declaration": "amplify/secrets/resource.ts", "production": ["live"] }';

/** @throws {ProjectSettingsInvalidError} When a setting is unknown, or not of its type. */
export function settingsOf(given: unknown, file: string): ProjectSettings {
  const invalid = (what: string) =>
    new CliError(
      'ProjectSettingsInvalidError',
      `"amplifySecrets" in ${file} ${what}.`,
      `Write, for example: ${EXAMPLE}`,
    );
  if (given !== undefined && !isPlainObject(given)) throw invalid(`must be an object, and got ${kindOf(given)}`);
  const settings: Readonly<Record<string, unknown>> = ownProperties(Object(given));
  const unknown = Object.keys(settings).find((name) => !['declaration', 'production', 'variables'].includes(name));
  if (unknown !== undefined) throw invalid(`has the unknown setting "${unknown}"`);
  const { declaration, production, variables = {} } = settings;
  if (declaration !== undefined && (typeof declaration !== 'string' || declaration === '')) {
    throw invalid(`must have a file name as "declaration", and got ${kindOf(declaration)}`);
  }
  if (production !== undefined && !isStrings(production)) {
    throw invalid('must have a list of environments as "production"');
  }
  const named: Readonly<Record<string, unknown>> = ownProperties(Object(variables));
  if (!isPlainObject(variables) || !areStrings(named)) {
    throw invalid('must have an object of variable names as "variables"');
  }
  const odd = Object.values(named).find((name) => !/^[A-Za-z_]\w*$/.test(name));
  if (odd !== undefined) throw invalid(`must have names of letters, digits and _ in "variables", and got "${odd}"`);
  return { declaration, production, variables: named };
}

function areStrings(members: Readonly<Record<string, unknown>>): members is Readonly<Record<string, string>> {
  return isStrings(Object.values(members));
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
