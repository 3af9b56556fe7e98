import { createHash } from 'node:crypto';
import type { Deployment } from './deployment.js';

const STACK_NAME_LIMIT = 128;
const HASH_LENGTH = 10;

/**
 * The folders of Parameter Store in which Amplify keeps a deployment's secrets: its own, then the one that all deployments of the
 * namespace share. A secret is `<folder>/<name>`. There is no shared folder where Parameter Store would not accept its path, as for a
 * sandbox of a package with a scoped name. A test compares it with `ParameterPathConversions` of @aws-amplify/platform-core.
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
  // Amplify cuts the namespace so that its stack name, `amplify-<namespace>-<name>-<type>-<hash>`, stays one below the limit.
  const room = STACK_NAME_LIMIT - 'amplify----'.length - type.length - shortName.length - HASH_LENGTH - 1;
  return `${alphanumeric(namespace).slice(0, room)}/${shortName}-${type}-${hash}`;
}

function alphanumeric(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '');
}
