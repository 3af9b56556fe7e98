import { type Descriptor, decodeDescriptor } from '../contract/descriptor.js';
import { SecretsError } from '../contract/errors.js';

/** What `defineComputeRole` published in amplify_outputs.json. Throws DescriptorMissingError or DescriptorInvalidError. */
export function descriptorIn(outputs: unknown): Descriptor {
  const published = publishedIn(outputs);
  if (published !== undefined) return decodeDescriptor(JSON.stringify(published));
  throw new SecretsError(
    'DescriptorMissingError',
    'The outputs have no custom.amplifySecrets: nothing tells this server which deployment it runs in.',
    'In amplify/backend.ts grant the server a secret: grantSecretRead(defineComputeRole(backend), secrets.mySecret). Deploy, and give createNextSecrets the new amplify_outputs.json.',
  );
}

/** The region that the grants are for; the server's own need not be set. */
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
