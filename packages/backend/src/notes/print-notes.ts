import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { notesOn } from './notes.js';

// On the app and not with a backend: the stages of a pipeline, each a backend by itself, say most things alike.
const PRINTED = Symbol.for('@amplify-secrets/backend/printed');

/**
 * Prints the kit's notes on a backend to standard error, each text once. Only under Amplify: `ampx` shows no message of CDK's but
 * Amplify's own, where CDK's CLI shows them all by itself.
 */
export function printNotes(root: Stack): void {
  if (root.node.tryGetContext('amplify-backend-type') === undefined) return;
  const app: IConstruct & { [PRINTED]?: Set<string> } = root.node.root;
  const printed = app[PRINTED] ?? new Set();
  Object.defineProperty(app, PRINTED, { value: printed, configurable: true });
  for (const text of root.node.findAll().flatMap(notesOn)) {
    if (printed.has(text)) continue;
    printed.add(text);
    process.stderr.write(text);
  }
}
