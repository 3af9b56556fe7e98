import { type Descriptor, decodeDescriptor } from '../contract/descriptor.js';
import { SecretsError } from '../contract/errors.js';

/**
 * The descriptor that `defineComputeRole` added to amplify_outputs.json.
 *
 * @throws {DescriptorMissingError} When there is none.
 * @throws {DescriptorInvalidError} When it is not a descriptor, or one of another version.
 */
export function descriptorIn(outputs: unknown): Descriptor {
  const published = publishedIn(outputs);
  if (published !== undefined) return decodeDescriptor(JSON.stringify(published));
  throw new SecretsError(
    'DescriptorMissingError',
    'The outputs have no custom.amplifySecrets, so the deployment is unknown.',
    'In amplify/backend.ts add: grantSecretRead(defineComputeRole(backend), secrets.mySecret); Deploy, and use the new amplify_outputs.json.',
  );
}

/** The region of the grants. The server need not set its own. */
export function regionIn(outputs: unknown): string | undefined {
  const region = memberOf(publishedIn(outputs), 'region');
  return typeof region === 'string' ? region : undefined;
}

function publishedIn(outputs: unknown): unknown {
  return memberOf(memberOf(outputs, 'custom'), 'amplifySecrets');
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
