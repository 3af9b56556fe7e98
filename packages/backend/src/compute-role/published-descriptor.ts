import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { BackendError } from '../backend-error.js';
import type { DeploymentDescriptor } from '../state/deployment-descriptor.js';

/** In amplify_outputs.json: `custom.amplifySecrets`. */
const OUTPUT_KEY = 'amplifySecrets';

/** What has Amplify's `addOutput`. */
export interface Outputs {
  addOutput(output: { custom: Record<string, unknown> }): void;
}

/**
 * Adds the descriptor, with the region, to amplify_outputs.json. Amplify turns its outputs into JSON during the synthesis, so that later
 * grants are in it.
 */
export function publishDescriptor(outputs: Outputs, { region }: Stack, descriptor: DeploymentDescriptor): void {
  outputs.addOutput({ custom: { [OUTPUT_KEY]: { toJSON: () => ({ ...JSON.parse(descriptor.encode()), region }) } } });
}

/** @throws {GrantLostError} When the template does not have the descriptor as it is after the last grant. */
export function verifyPublished(root: Stack, descriptor: DeploymentDescriptor): void {
  const { region: _region, ...published } = publishedIn(root) ?? {};
  if (JSON.stringify(published) === descriptor.encode()) return;
  throw new BackendError(
    'GrantLostError',
    `The output custom.${OUTPUT_KEY}, from which the server knows its environment, was changed, or was resolved before the last grant.`,
    `Delete the code that sets custom.${OUTPUT_KEY}: grants to the compute role set it. Write the grants before what synthesises the backend.`,
  );
}

function publishedIn(root: Stack): Record<string, unknown> | undefined {
  const output = root.node.findAll().find((each) => each instanceof CfnOutput && each.node.id === 'customOutputs');
  const value: unknown = output instanceof CfnOutput ? root.resolve(output.value) : undefined;
  try {
    return JSON.parse(knownParts(value)).custom[OUTPUT_KEY];
  } catch {
    return undefined;
  }
}

/** Of a join, the parts that are known at synthesis; a reference, such as the region, becomes a string without quotes. */
function knownParts(value: unknown): string {
  if (typeof value === 'string') return value;
  const join: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'Fn::Join') : undefined;
  const parts: unknown = Array.isArray(join) ? join[1] : undefined;
  return Array.isArray(parts) ? parts.map((part) => (typeof part === 'string' ? part : '')).join('') : '';
}
