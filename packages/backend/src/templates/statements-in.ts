import type { Stack } from 'aws-cdk-lib';
import type { Policy } from './policies.js';
import { shown } from './shown.js';
import { onlyIf, type Statement } from './statement.js';

/** A statement, and the principals that it applies to. */
export interface AttachedStatement {
  readonly statement: Statement;
  /** In whose template it is, which its `${…}` refer to. */
  readonly stack: Stack;
  readonly principals: readonly string[];
  /** What only the deployment decides about it. */
  readonly undecided?: string;
}

/** Every statement of the policies, once for each condition under which its policy is attached. */
export function statementsIn(policies: readonly Policy[]): AttachedStatement[] {
  return policies.flatMap(({ id, resource, stack, statements, attachments }) => {
    if (statements.length === 0) return [];
    const source = { policy: id, logicalId: shown(stack.resolve(resource.logicalId)) };
    return attachments.flatMap(({ principals, when }) =>
      statements.map(({ body, undecided }) => ({
        statement: { ...source, ...onlyIf(when, body) },
        stack,
        principals,
        ...(undecided !== undefined && { undecided }),
      })),
    );
  });
}
