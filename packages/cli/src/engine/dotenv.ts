import { parseEnv } from 'node:util';
import { CliError } from '../errors/cli-error.js';
import type { SecretVariable } from './secret-variables.js';

/**
 * The variables as a file that dotenv and `node --env-file` read: each line is one that Node.js reads back as the same value.
 *
 * @throws {VariableInvalidError} When a value has all three quotation marks.
 */
export function dotenvFile(variables: readonly SecretVariable[]): string {
  return variables.map((variable) => `${dotenvLine(variable)}\n`).join('');
}

function dotenvLine({ name, value, from }: SecretVariable): string {
  const quoted = [value, `'${value}'`, `"${value}"`, `\`${value}\``].filter(
    (each, index) => index > 0 || /^[\w.:/+@-]+$/.test(each),
  );
  const line = quoted.map((each) => `${name}=${each}`).find((each) => readsBack(each, name, value));
  if (line !== undefined) return line;
  throw new CliError(
    'VariableInvalidError',
    `The value of "${from}" cannot be written to a file of variables: it has all three quotation marks.`,
    'Pass it without a file: amplify-secrets run',
  );
}

function readsBack(line: string, name: string, value: string): boolean {
  const parsed = parseEnv(`${line}\nLAST=1\n`);
  return parsed[name] === value && parsed.LAST === '1' && Object.keys(parsed).length === 2;
}
