import { SecretsError } from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { warn } from '../notes/notes.js';
import type { BackendState } from '../state/backend-state.js';
import type { Templates } from '../templates/read-templates.js';
import type { GuardFinding } from './finding.js';
import { findingsOf } from './findings.js';

/**
 * Warns of what the guard finds, and gives the error that is to stop the synthesis, if there is one. Runs with the other checks of a
 * backend, since only then every aspect and override has been at the templates.
 */
export function guardBackend(state: BackendState, templates: Templates): void {
  const open = findingsOf(state, templates).filter(({ accepted }) => accepted === undefined);
  const errors = open.filter(({ severity }) => severity === 'error');
  for (const finding of open) {
    if (finding.severity === 'error') continue;
    warn({ construct: constructAt(state.root, finding.where) }, finding.name, textOf(finding), finding.resolution);
  }
  if (errors.length > 0) throw guardError(errors);
}

function guardError(findings: readonly GuardFinding[]): SecretsError {
  const [first] = findings;
  if (first !== undefined && findings.length === 1) {
    return new SecretsError('GuardError', textOf(first), first.resolution);
  }
  const numbered = (text: (finding: GuardFinding) => string) =>
    findings.map((finding, index) => `${index + 1}. ${text(finding)}`).join('\n');
  return new SecretsError(
    'GuardError',
    `The guard has ${findings.length} findings.\n${numbered(textOf)}`,
    numbered(({ resolution }) => resolution),
  );
}

function textOf({ name, where, message }: GuardFinding): string {
  return `${name} in ${where}: ${message}`;
}

/** Ids hold no slash: CDK replaces it. */
function constructAt(root: Stack, path: string): IConstruct {
  let construct: IConstruct = root.node.root;
  for (const id of path.split('/')) construct = construct.node.tryFindChild(id) ?? construct;
  return construct;
}
