import { parseEnv } from 'node:util';
import { referencesOf, type SecretReference, type SecretSet } from '@amplify-secrets/runtime/contract';
import { findSecret } from '../declaration/find-secret.js';
import { jsonObject } from '../engine/secret-value.js';
import { variableName } from '../engine/secret-variables.js';
import { CliError } from '../errors/cli-error.js';

/** What a seed file has of one secret: a whole value (of a binary secret in base64), or fields of JSON. */
export type SeedValue = { readonly text: string } | { readonly members: Readonly<Record<string, unknown>> };

export interface Seeds {
  /** By the key of the secret. */
  readonly values: ReadonlyMap<string, SeedValue>;
  /** Variables of a .env that are of no secret. */
  readonly unused: readonly string[];
}

export const NO_SEEDS: Seeds = { values: new Map(), unused: [] };

/**
 * The values in a seed file: JSON by the keys of secrets, `{ "stripe": { "apiKey": "…" } }`, or a .env with the variables that `run` and
 * `export` make, `STRIPE_API_KEY`. `names` are those of package.json. Nothing of the file is quoted in an error but names.
 *
 * @throws {InputInvalidError} When it is not such a file.
 * @throws {SecretUnknownError} When JSON has what is not declared.
 */
export function seedsIn(content: string, set: SecretSet, names: Readonly<Record<string, string>>): Seeds {
  const text = content.replace(/^\uFEFF/, '');
  return text.trimStart().startsWith('{') ? jsonSeeds(text, set) : envSeeds(text, set, names);
}

function jsonSeeds(text: string, set: SecretSet): Seeds {
  const members = jsonObject(text);
  if (members === undefined) {
    throw invalid('The seed file begins with {, and is not a JSON object.', 'Write: { "stripe": { "apiKey": "…" } }');
  }
  const values = Object.entries(members).map(([name, value]): [string, SeedValue] => {
    const { reference, field } = findSecret(set, name);
    if (field !== undefined) {
      throw invalid(
        `The seed file must have secrets as keys, and has the field "${name}".`,
        `Write: { "${reference.key}": { "${field}": "…" } }`,
      );
    }
    return [reference.key, seedValue(reference, value)];
  });
  return { values: new Map(values), unused: [] };
}

function seedValue({ key, definition: { kind } }: SecretReference, value: unknown): SeedValue {
  if (typeof value === 'string') return { text: value };
  if (kind === 'json' && typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? { text: JSON.stringify(value) } : { members: Object(value) };
  }
  throw invalid(
    `The value of "${key}" in the seed file must be ${kind === 'json' ? 'an object' : 'a string'}, and is not.`,
    kind === 'binary' ? 'Write it in base64, in quotation marks.' : `It is declared by ${kind}Secret.`,
  );
}

function envSeeds(text: string, set: SecretSet, names: Readonly<Record<string, string>>): Seeds {
  const variables = new Map(Object.entries(parseEnv(text)));
  const used = new Set<string>();
  const take = (from: string): string | undefined => {
    const name = (Object.hasOwn(names, from) ? names[from] : undefined) ?? variableName(from);
    const value = variables.get(name);
    if (value !== undefined) used.add(name);
    return value === '' ? undefined : value;
  };
  const values = referencesOf(set).flatMap(({ key, definition }): [string, SeedValue][] => {
    const whole = take(key);
    if (whole !== undefined) return [[key, { text: whole }]];
    const fields = (definition.fields ?? []).flatMap((field): [string, string][] => {
      const value = take(`${key}.${field}`);
      return value === undefined ? [] : [[field, value]];
    });
    return fields.length === 0 ? [] : [[key, { members: Object.fromEntries(fields) }]];
  });
  if (variables.size === 0)
    throw invalid('The seed file must have variables or JSON, and has neither.', 'Write: STRIPE_API_KEY=…');
  return { values: new Map(values), unused: [...variables.keys()].filter((name) => !used.has(name)) };
}

function invalid(message: string, resolution: string): CliError {
  return new CliError('InputInvalidError', message, resolution);
}
