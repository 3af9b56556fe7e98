import { userInfo } from 'node:os';
import { type Deployment, isPreview, type SecretKind } from '@amplify-secrets/runtime/contract';
import type { Finding } from './finding.js';

/** The command that gives a missing secret its value, or gets it back. Values come from a prompt or a file: never from an argument. */
export function setCommand(deployment: Deployment, { secret, region, result }: Finding): string {
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
  if (result === 'deleted') return `aws secretsmanager restore-secret --secret-id ${shellWord(own)}${where}`;
  const value = kind === 'binary' ? '--secret-binary fileb://' : '--secret-string file://';
  const command =
    result === 'empty' ? `put-secret-value --secret-id ${shellWord(own)}` : `create-secret --name ${shellWord(name)}`;
  return `aws secretsmanager ${command} ${value}${fileName(name, kind)}${where}`;
}

function fileName(name: string, kind: SecretKind | undefined): string {
  const types = { json: 'json', text: 'txt', binary: 'bin' };
  return `${name.slice(name.lastIndexOf('/') + 1) || 'secret'}.${types[kind ?? 'text']}`;
}

/** As one word of a shell. */
function shellWord(text: string): string {
  return /^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
