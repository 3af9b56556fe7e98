import { kebabCase, type SecretReference } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { commandLine } from '../deployment/place-flags.js';
import { CliError } from '../errors/cli-error.js';
import { EXIT } from '../errors/exit-codes.js';
import { atOnce } from '../stores/at-once.js';
import type { SecretsStore } from '../stores/secrets-store.js';
import { checkDigits, fieldsOf } from './secret-value.js';
import { subject, targetIn } from './target.js';

/** One variable of a secret's value. */
export interface SecretVariable {
  readonly name: string;
  readonly value: string;
  /** `stripe.apiKey`. */
  readonly from: string;
}

/** What becomes variables: a secret, or one field of it. */
export interface WantedSecret {
  readonly reference: SecretReference;
  readonly field: string | undefined;
}

const READS_AT_ONCE = 20;
// With one of these a value would decide which program runs, or what it loads before its own code.
const DECISIVE =
  /^(PATH|HOME|SHELL|IFS|ENV|BASH_ENV|PS4|NODE_OPTIONS|NODE_PATH|PYTHONPATH|PYTHONSTARTUP|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|(LD|DYLD|GIT)_\w+)$/;

/**
 * The values of an environment as variables: `STRIPE_API_KEY` of `stripe.apiKey`. `names` has others, by secret or field; a secret that it
 * names is one variable, as it is stored. Bytes are base64.
 *
 * @throws {SecretNotFoundError} When one has no value.
 * @throws {VariableInvalidError} When two have the same name, or a value cannot be one.
 */
export async function secretVariables(
  wanted: readonly WantedSecret[],
  place: Place,
  store: SecretsStore,
  names: Readonly<Record<string, string>> = {},
): Promise<readonly SecretVariable[]> {
  const references = [...new Set(wanted.map(({ reference }) => reference))];
  const targets = references.map((reference) => targetIn(store, place, reference));
  const stored = await atOnce(targets, READS_AT_ONCE, (target) => store.read(target));
  const missing = targets.filter((_, index) => stored[index] === undefined);
  if (missing.length > 0)
    throw valuesMissing(
      place,
      missing.map(({ reference }) => reference.key),
    );
  const variables = wanted.flatMap(({ reference, field }): SecretVariable[] => {
    const { key } = reference;
    const found = stored[references.indexOf(reference)];
    if (found === undefined) return [];
    const { value } = found;
    const whole = Object.hasOwn(names, key) ? names[key] : undefined;
    if (whole !== undefined && field === undefined) {
      const text = 'text' in value ? value.text : Buffer.from(value.bytes).toString('base64');
      return [{ name: whole, value: text, from: key }];
    }
    if (reference.definition.kind === 'json') checkDigits(value, field, subject({ reference, place }));
    const fields = [...fieldsOf(reference, value)].filter(([each]) => field === undefined || each === field);
    const declared = field === undefined ? (reference.definition.fields ?? []) : [field];
    const absent = declared.filter((each) => !fields.some(([present]) => present === each));
    if (absent.length > 0)
      throw valuesMissing(
        place,
        absent.map((each) => `${key}.${each}`),
      );
    return fields.map(([each, member]) => {
      const from = each === '' ? key : `${key}.${each}`;
      return {
        name: (Object.hasOwn(names, from) ? names[from] : undefined) ?? variableName(from),
        value: member,
        from,
      };
    });
  });
  checkVariables(variables);
  return variables;
}

/** `stripe.apiKey` → `STRIPE_API_KEY`. */
export function variableName(from: string): string {
  return kebabCase(from)
    .replaceAll('-', '_')
    .toUpperCase()
    .replace(/^(?=\d)/, '_');
}

function checkVariables(variables: readonly SecretVariable[]): void {
  const owners = new Map<string, string>();
  for (const { name, value, from } of variables) {
    const other = owners.get(name);
    if (other !== undefined && other !== from) {
      throw invalid(`"${other}" and "${from}" both become the variable ${name}.`, from);
    }
    if (DECISIVE.test(name)) {
      throw invalid(
        `"${from}" would be the variable ${name}, which decides how programs are found, or what they load.`,
        from,
      );
    }
    if (name === '') throw invalid(`"${from}" has no letters or digits for the name of a variable.`, from);
    if (value.includes('\0')) throw invalid(`The value of "${from}" has a character that no variable can have.`, from);
    owners.set(name, from);
  }
}

function invalid(message: string, from: string): CliError {
  return new CliError(
    'VariableInvalidError',
    message,
    `Give it a name of its own in package.json: "amplifySecrets": { "variables": { ${JSON.stringify(from)}: "MY_VARIABLE" } }, or leave it out: --only`,
  );
}

function valuesMissing(place: Place, keys: readonly string[]): CliError {
  return new CliError(
    'SecretNotFoundError',
    `${place.label} has no value of ${keys.join(', ')}.`,
    `Set it: ${commandLine(place, 'set', keys[0] ?? '')}. Or name the secrets that are needed: --only`,
    EXIT.differs,
  );
}
