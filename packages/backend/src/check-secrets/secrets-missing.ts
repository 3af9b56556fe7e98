import { userInfo } from 'node:os';
import { type Deployment, describeDeployment, isPreview, type SecretKind } from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import type { CheckResult } from './check-result.js';

/** One line per missing secret in the message, and its command in the resolution. `missing` is not empty. */
export function secretsMissing(deployment: Deployment, missing: readonly CheckResult[]): BackendError {
  const [count, are] = missing.length === 1 ? ['1 secret', 'is'] : [`${missing.length} secrets`, 'are'];
  const commands = missing.map((result) => commandFor(deployment, result));
  return new BackendError(
    'SecretsMissingError',
    `${count} of ${describeDeployment(deployment)} ${are} missing:\n${list(missing.map(line))}`,
    commands.length === 1 ? `Run: ${commands[0]}` : `Run:\n${list(commands)}`,
  );
}

function line({ secret, found }: CheckResult): string {
  const { store, name, ids } = secret;
  const what = store === 'amplify' ? 'Amplify secret' : 'secret';
  if (found === 'deleted') return `${what} "${name}" is scheduled for deletion.`;
  if (found === 'empty') return `${what} "${name}" has no value. ${shapeOf(secret)}`;
  if (ids[0]?.startsWith('arn:')) {
    return `${what} "${ids[0]}" does not exist. A new one has another ARN, which the grant must name.`;
  }
  return `${what} "${name}" ${store === 'amplify' ? 'is not set' : 'does not exist'}. ${shapeOf(secret)}`;
}

function shapeOf({ store, kind, fields }: CheckResult['secret']): string {
  if (fields !== undefined) {
    return `Its value: {${fields.map((field) => `${JSON.stringify(field)}:"…"`).join(',')}}`;
  }
  if (kind === 'json') return 'Its value is JSON.';
  return kind === 'binary'
    ? `Its value is binary${store === 'amplify' ? ', in base64' : ''}.`
    : 'Its value is a string.';
}

/** What gives it its value, or gets it back. Values come from a prompt or a file, and never from an argument. */
function commandFor(deployment: Deployment, { secret, region, found }: CheckResult): string {
  const { store, name, ids, kind } = secret;
  const [own = '', shared] = ids;
  // `ampx --profile` sets this variable.
  const { AWS_PROFILE: profile } = process.env;
  const as = profile ? ` --profile ${shellWord(profile)}` : '';
  if (store === 'amplify' && deployment.type === 'sandbox') {
    // What `ampx sandbox` is called without an identifier.
    const isDefault = deployment.name === userInfo().username;
    return `npx ampx sandbox secret set ${name}${isDefault ? '' : ` --identifier ${shellWord(deployment.name)}`}${as}`;
  }
  const where = `${region === undefined ? '' : ` --region ${region}`}${as}`;
  if (store === 'amplify') {
    // A preview lives as long as its pull request: what previews read is set once, for all of them.
    const parameter = isPreview(deployment) && shared !== undefined ? shared : own;
    return `aws ssm put-parameter --type SecureString --name ${parameter} --value file://${fileName(name, kind)}${where}`;
  }
  if (found === 'deleted') return `aws secretsmanager restore-secret --secret-id ${shellWord(own)}${where}`;
  const value = kind === 'binary' ? '--secret-binary fileb://' : '--secret-string file://';
  const command =
    found === 'empty' ? `put-secret-value --secret-id ${shellWord(own)}` : `create-secret --name ${shellWord(name)}`;
  return `aws secretsmanager ${command} ${value}${fileName(name, kind)}${where}`;
}

function fileName(name: string, kind: SecretKind | undefined): string {
  const types = { json: 'json', text: 'txt', binary: 'bin' };
  return `${name.slice(name.lastIndexOf('/') + 1) || 'secret'}.${types[kind ?? 'text']}`;
}

function shellWord(word: string): string {
  return /^[\w.@%+=:,/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function list(lines: readonly string[]): string {
  return lines.map((each) => `  ${each}`).join('\n');
}
