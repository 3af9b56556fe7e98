import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { namedResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/** `name*` and `name-*` match the six characters that AWS adds, and every longer name too. */
export function secretPatternOvermatches(view: GuardView): GuardFinding[] {
  return view.handWritten.flatMap((statement) => {
    const open = statement.narrowed ? [] : namedResources(statement).filter(({ end }) => end === 'open');
    const [first] = open;
    if (first === undefined) return [];
    return [
      {
        name: 'SecretPatternOvermatches',
        severity: 'warning',
        where: statement.where,
        about: open.map(({ entry }) => entry),
        message: `${quotedAll(open)} ${open.length === 1 ? 'matches' : 'match'} longer names besides the six characters that AWS adds: "${first.name.replace(/[*?]+$/, 'admin')}", for example.`,
        resolution: `Delete the statement and write: ${grantLine(view, statement, open)} If you keep the statement, end the ARN of one secret in -??????, and a pattern in -*-??????.`,
      },
    ];
  });
}
