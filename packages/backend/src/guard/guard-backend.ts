import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BackendError } from '../backend-error.js';
import { warn } from '../notes/notes.js';
import type { BackendState } from '../state/backend-state.js';
import type { Templates } from '../templates/read-templates.js';
import type { GuardFinding } from './finding.js';
import { findingsOf } from './findings.js';

/**
 * Warns of what the guard finds. Runs at the end of a synthesis, when every aspect and override has been applied.
 *
 * @throws {GuardError} When a finding that is not accepted is an error.
 */
export function guardBackend(state: BackendState, templates: Templates): void {
  const open = findingsOf(state, templates).filter(({ accepted }) => accepted === undefined);
  const errors = open.filter(({ severity }) => severity === 'error');
  for (const finding of open) {
    if (finding.severity === 'error') continue;
    warn(constructAt(state.root, finding.where), finding.name, describe(finding), finding.resolution);
  }
  if (errors.length > 0) throw guardError(errors);
}

function guardError(findings: readonly GuardFinding[]): BackendError {
  const [first] = findings;
  if (first !== undefined && findings.length === 1) {
    return new BackendError('GuardError', describe(first), first.resolution);
  }
  const numbered = (part: (finding: GuardFinding) => string) =>
    findings.map((finding, index) => `${index + 1}. ${part(finding)}`).join('\n');
  return new BackendError(
    'GuardError',
    `The guard has ${findings.length} findings that stop the synthesis.\n${numbered(describe)}`,
    numbered(({ resolution }) => resolution),
  );
}

function describe({ name, where, message }: GuardFinding): string {
  return `${name} in ${where}: ${message}`;
}

/** CDK replaces slashes in ids. */
function constructAt(root: Stack, path: string): IConstruct {
  let construct: IConstruct = root.node.root;
  for (const id of path.split('/')) construct = construct.node.tryFindChild(id) ?? construct;
  return construct;
}
