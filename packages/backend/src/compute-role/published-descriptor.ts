import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { BackendError } from '../backend-error.js';
import type { DeploymentDescriptor } from '../state/deployment-descriptor.js';

/** Where it stands in amplify_outputs.json: `custom.amplifySecrets`. */
const OUTPUT_KEY = 'amplifySecrets';

/** Has a place among the outputs of the backend, as Amplify's `addOutput` does. */
export interface Outputs {
  addOutput(output: { custom: Record<string, unknown> }): void;
}

/**
 * Publishes the descriptor, and the region beside it, in amplify_outputs.json. Amplify writes its outputs as JSON while it synthesises,
 * and only then asks this object: grants may still come.
 */
export function publishDescriptor(outputs: Outputs, { region }: Stack, descriptor: DeploymentDescriptor): void {
  outputs.addOutput({ custom: { [OUTPUT_KEY]: { toJSON: () => ({ ...JSON.parse(descriptor.encode()), region }) } } });
}

/** Throws GrantLostError unless the template holds the descriptor as it is after the last grant. */
export function verifyPublished(root: Stack, descriptor: DeploymentDescriptor): void {
  const { region: _region, ...published } = publishedIn(root) ?? {};
  if (JSON.stringify(published) === descriptor.encode()) return;
  throw new BackendError(
    'GrantLostError',
    `The output custom.${OUTPUT_KEY}, which tells the server its deployment, was changed or resolved before the last grant.`,
    `Delete the code that sets custom.${OUTPUT_KEY}: grants to the compute role do. Grant before anything synthesises the backend.`,
  );
}

function publishedIn(root: Stack): Record<string, unknown> | undefined {
  const output = root.node.findAll().find((each) => each instanceof CfnOutput && each.node.id === 'customOutputs');
  const value: unknown = output instanceof CfnOutput ? root.resolve(output.value) : undefined;
  try {
    return JSON.parse(textOf(value)).custom[OUTPUT_KEY];
  } catch {
    return undefined;
  }
}

/** Of a join, what is known at synthesis; a reference, as to the region, stands for a text without quotes. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const join: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'Fn::Join') : undefined;
  const parts: unknown = Array.isArray(join) ? join[1] : undefined;
  return Array.isArray(parts) ? parts.map((part) => (typeof part === 'string' ? part : '')).join('') : '';
}
