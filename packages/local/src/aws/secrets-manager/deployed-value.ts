import type { TemplateValue } from '../../backend/model.js';
import { isRecord } from '../../iam/json-record.js';
import { LocalError } from '../../local-error.js';
import { randomPassword } from './random-password.js';
import type { SecretValue } from './secret.js';

/**
 * The value that a secret has when its template is deployed.
 *
 * @throws {SeedInvalidError} When CloudFormation would refuse the template's GenerateSecretString.
 */
export function deployedValue(name: string, value: TemplateValue, random: () => number): SecretValue {
  if ('string' in value) return value;
  const password = passwordOf(name, value.password, random);
  if (value.within === undefined) return { string: password };
  const { template, key } = value.within;
  return { string: JSON.stringify({ ...objectOf(name, template), [key]: password }) };
}

function passwordOf(...[name, rules, random]: [string, ...Parameters<typeof randomPassword>]): string {
  try {
    return randomPassword(rules, random);
  } catch (error) {
    throw refused(name, error instanceof Error ? error.message : String(error));
  }
}

function objectOf(name: string, template: string): object {
  try {
    const parsed: unknown = JSON.parse(template);
    if (isRecord(parsed)) return parsed;
  } catch {
    // The parser's message would quote the template.
  }
  throw refused(name, 'Its SecretStringTemplate must be a JSON object.');
}

function refused(name: string, reason: string): LocalError {
  return new LocalError(
    'SeedInvalidError',
    `CloudFormation must be able to generate the value of the secret ${name}, and cannot: ${reason}`,
    'Correct generateSecretString of that secret, such as { secretStringTemplate: \'{"username":"app"}\', generateStringKey: \'password\' }.',
  );
}
