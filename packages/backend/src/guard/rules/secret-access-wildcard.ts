import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { allowsEverything, type HandWritten } from '../statements/hand-written.js';
import type { GuardView } from '../view.js';

/** Every secret of the account, or everything that can be done to one. */
export function secretAccessWildcard(view: GuardView): GuardFinding[] {
  const statements = view.handWritten.flatMap((statement): GuardFinding[] => {
    const all = statement.resources.filter(({ kind }) => kind === 'every');
    const problems = [
      ...(all.length > 0 && !statement.narrowed ? [`allows ${verbsOf(statement)} every secret of the account`] : []),
      ...(allowsEverything(statement) ? ['allows deleting and sharing the secrets, besides using their values'] : []),
    ];
    if (problems.length === 0) return [];
    return [
      {
        name: 'SecretAccessWildcard',
        severity: 'warning',
        where: statement.where,
        about: (all.length > 0 ? all : statement.resources).map(({ entry }) => entry),
        message: `The statement ${problems.join(', and ')}.`,
        resolution: `Delete the statement and grant what the code uses, for example: ${grantLine(view, readOnly(statement), statement.resources)}`,
      },
    ];
  });
  const policies = view.broadPolicies.map(
    ({ where, functions, policy }): GuardFinding => ({
      name: 'SecretAccessWildcard',
      severity: 'warning',
      where,
      about: [policy],
      message: `The managed policy ${policy} allows reading every secret of the account.`,
      resolution: `Delete the policy and grant what the code uses, for example: ${grantLine(view, { accesses: ['read'], grantees: functions }, [])}`,
    }),
  );
  return [...statements, ...policies];
}

/** Whoever wrote `*` for the action seldom needs to write. */
function readOnly(statement: HandWritten): HandWritten {
  return statement.accesses.includes('read') ? { ...statement, accesses: ['read'] } : statement;
}

function verbsOf({ accesses, administers }: HandWritten): string {
  const verbs = [
    ...(accesses.includes('read') ? ['reading'] : []),
    ...(accesses.includes('write') ? ['writing'] : []),
    ...(administers ? ['deleting or sharing'] : []),
  ];
  return verbs.join(' and ');
}
