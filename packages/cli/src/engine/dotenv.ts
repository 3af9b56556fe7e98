import { parseEnv } from 'node:util';
import type { Place } from '../deployment/place.js';
import { commandLine } from '../deployment/place-flags.js';
import { CliError } from '../errors/cli-error.js';
import type { SecretVariable } from './secret-variables.js';

const PLAIN = /^[\w.:/+@-]+$/;
// Within double quotes shells expand these, or run them, and readers differ over backslashes.
const EXPANDED = /["$`\\!\n]/;

/**
 * The variables as a file that dotenv, `node --env-file` and shells read alike, with a title as a comment.
 *
 * @throws {VariableInvalidError} When a value has quotation marks or line ends that they do not read alike.
 */
export function dotenvFile(title: string, variables: readonly SecretVariable[], place: Place): string {
  return [`# ${title}`, ...variables.map((each) => dotenvLine(each, place)), ''].join('\n');
}

function dotenvLine({ name, value, from }: SecretVariable, place: Place): string {
  const quoted = [
    ...(PLAIN.test(value) ? [value] : []),
    ...(value.includes("'") ? [] : [`'${value}'`]),
    ...(EXPANDED.test(value) ? [] : [`"${value}"`]),
  ];
  const line = quoted.map((each) => `${name}=${each}`).find((each) => readsBack(each, name, value));
  if (line !== undefined) return line;
  throw new CliError(
    'VariableInvalidError',
    `The value of "${from}" has quotation marks or line ends that dotenv, Node.js and shells do not read alike from a file.`,
    `Pass it without a file: ${commandLine(place, 'run')} -- <command>. Or leave it out: --only`,
  );
}

function readsBack(line: string, name: string, value: string): boolean {
  const parsed = parseEnv(`${line}\nLAST=1\n`);
  return parsed[name] === value && parsed.LAST === '1' && Object.keys(parsed).length === 2;
}
