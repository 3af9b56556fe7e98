import { createHash } from 'node:crypto';
import type { Deployment } from './deployment.js';

const STACK_NAME_LIMIT = 128;
const HASH_LENGTH = 10;

/**
 * Where Amplify keeps a deployment's secrets in Parameter Store: its own folder, then the one shared by all deployments of the
 * namespace. A secret is `<folder>/<name>`. The shared folder is left out where Parameter Store accepts no such path (a sandbox of
 * a package with a scoped name). Equal to `ParameterPathConversions` of @aws-amplify/platform-core, which a test compares.
 */
export function parameterFolders(
  deployment: Deployment,
): readonly [own: string] | readonly [own: string, shared: string] {
  const own = `/amplify/${ownPart(deployment)}`;
  return /^[a-zA-Z0-9_.-]+$/.test(deployment.namespace) ? [own, `/amplify/shared/${deployment.namespace}`] : [own];
}

function ownPart({ type, namespace, name }: Deployment): string {
  const hash = createHash('sha512').update(namespace).update(name).digest('hex').slice(0, HASH_LENGTH);
  const shortName = alphanumeric(name).slice(0, 50);
  // Amplify sends the identity through its stack name, `amplify-<namespace>-<name>-<type>-<hash>`, and keeps one character back.
  const room = STACK_NAME_LIMIT - 'amplify----'.length - type.length - shortName.length - HASH_LENGTH - 1;
  return `${alphanumeric(namespace).slice(0, room)}/${shortName}-${type}-${hash}`;
}

function alphanumeric(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '');
}
