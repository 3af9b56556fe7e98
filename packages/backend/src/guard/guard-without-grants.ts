import { type Deployment, isSecretsError } from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import { printNotes } from '../notes/print-notes.js';
import { hasGrantState } from '../state/backend-state.js';
import { deploymentOf } from '../state/deployment-of.js';
import { setRegistry } from '../state/set-registry.js';
import { guardBackend } from './guard-backend.js';

/** Has the guard look at a backend also if no grant is ever made in it; with the first grant it looks by itself. */
export function guardWithoutGrants(root: Stack): void {
  root.node.addValidation({
    validate: () => {
      if (hasGrantState(root)) return [];
      const refused = guardBackend(root, {
        deployment: deploymentFor(root),
        grants: [],
        taken: [],
        sets: setRegistry(),
      });
      printNotes(root);
      if (refused !== undefined) throw refused;
      return [];
    },
  });
}

/** A plain CDK app says it with its first grant. Until then only messages name it, and a stack is deployed by its id. */
function deploymentFor(root: Stack): Deployment {
  try {
    return deploymentOf(root, undefined);
  } catch (error) {
    if (isSecretsError(error)) return { type: 'standalone', namespace: root.node.id, name: 'backend' };
    throw error;
  }
}
