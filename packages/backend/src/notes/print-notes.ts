import { ownProperties } from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { notesOn } from './notes.js';

// On the app and not in the state of a backend: the stages of a pipeline, each a backend by itself, have mostly the same notes.
const PRINTED = Symbol.for('@amplify-secrets/backend/printed');

/**
 * Prints the kit's notes on a backend to standard error, each once. Only under Amplify: `ampx` does not show the annotations of CDK,
 * which CDK's own CLI does.
 */
export function printNotes(root: Stack): void {
  if (root.node.tryGetContext('amplify-backend-type') === undefined) return;
  const app: IConstruct & { [PRINTED]?: Set<string> } = root.node.root;
  const printed = app[PRINTED] ?? new Set();
  Object.defineProperty(app, PRINTED, ownProperties({ value: printed, configurable: true }));
  for (const message of root.node.findAll().flatMap(notesOn)) {
    if (printed.has(message)) continue;
    printed.add(message);
    process.stderr.write(message);
  }
}
