import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/** `*` for the account also matches secrets of that name that another account shares; an empty account matches none. */
export function secretArnWithoutAccount(view: GuardView): GuardFinding[] {
  return view.handWritten.flatMap((statement) => {
    const open = statement.resources.filter(
      (resource) =>
        resource.kind !== 'malformed' && resource.account !== undefined && /^(?:$|.*[*?])/.test(resource.account),
    );
    if (open.length === 0) return [];
    return [
      {
        name: 'SecretArnWithoutAccount',
        severity: 'warning',
        where: statement.where,
        about: open.map(({ entry }) => entry),
        message: `The ARN of a secret must name an account, and the statement has ${quotedAll(open)}: "*" also matches secrets of that name that other accounts share, and an empty account matches none.`,
        resolution: `Delete the statement and write: ${grantLine(view, statement, open)} If you keep the statement, write the account: \${backend.stack.account}.`,
      },
    ];
  });
}
