import type { Stack } from 'aws-cdk-lib';
import type { Policy } from './policies.js';
import { shown } from './shown.js';
import { onlyIf, type Statement } from './statement.js';

/** A statement, and whose it is. */
export interface AttachedStatement {
  readonly statement: Statement;
  /** Whose template it is in: what its `${…}` refer to. */
  readonly stack: Stack;
  readonly principals: readonly string[];
  /** Why the template does not say what this statement is, or whether it is there. */
  readonly undecided?: string;
}

/** The statements of the policies, once for each condition under which they are attached; what only the deployment decides on too. */
export function statementsIn(policies: readonly Policy[]): AttachedStatement[] {
  return policies.flatMap(({ id, resource, stack, statements, attachments }) => {
    if (statements.length === 0) return [];
    const source = { policy: id, logicalId: shown(stack.resolve(resource.logicalId)) };
    return attachments.flatMap(({ principals, when }) =>
      statements.map(({ text, undecided }) => ({
        statement: { ...source, ...onlyIf(when, text) },
        stack,
        principals,
        ...(undecided !== undefined && { undecided }),
      })),
    );
  });
}
