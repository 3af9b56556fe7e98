import { type Deployment, describeDeployment, SecretsError } from '@amplify-secrets/runtime/contract';
import type { Finding } from './finding.js';
import { setCommand } from './set-command.js';

/** One line per missing secret in the message, and its command in the resolution. `missing` is not empty. */
export function secretsMissing(deployment: Deployment, missing: readonly Finding[]): SecretsError {
  const [count, are] = missing.length === 1 ? ['1 secret', 'is'] : [`${missing.length} secrets`, 'are'];
  const commands = missing.map((finding) => setCommand(deployment, finding));
  return new SecretsError(
    'SecretsMissingError',
    `${count} of ${describeDeployment(deployment)} ${are} missing:\n${list(missing.map(line))}`,
    commands.length === 1 ? `Run: ${commands[0]}` : `Run:\n${list(commands)}`,
  );
}

function line({ secret, result }: Finding): string {
  const { store, name, ids } = secret;
  const place = store === 'amplify' ? 'Amplify secret' : 'secret';
  if (result === 'deleted') return `${place} "${name}" is scheduled for deletion.`;
  if (result === 'empty') return `${place} "${name}" has no value. ${shapeOf(secret)}`;
  if (ids[0]?.startsWith('arn:')) {
    return `${place} "${ids[0]}" does not exist. A new one has another ARN, which the grant must name.`;
  }
  return `${place} "${name}" ${store === 'amplify' ? 'is not set' : 'does not exist'}. ${shapeOf(secret)}`;
}

function shapeOf({ store, kind, fields }: Finding['secret']): string {
  if (fields !== undefined) {
    return `Its value: {${fields.map((field) => `${JSON.stringify(field)}:"…"`).join(',')}}`;
  }
  if (kind === 'json') return 'Its value is a JSON text.';
  return kind === 'binary' ? `Its value is binary${store === 'amplify' ? ', in base64' : ''}.` : 'Its value is a text.';
}

function list(lines: readonly string[]): string {
  return lines.map((each) => `  ${each}`).join('\n');
}
