import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { namedResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/** `name*` and `name-*` take the six characters, and every longer name as well. */
export function secretPatternOvermatches(backend: GuardView): GuardFinding[] {
  return backend.handWritten.flatMap((statement) => {
    const open = statement.narrowed ? [] : namedResources(statement).filter(({ end }) => end === 'open');
    const [first] = open;
    if (first === undefined) return [];
    return [
      {
        name: 'SecretPatternOvermatches',
        severity: 'warning',
        where: statement.where,
        about: open.map(({ text }) => text),
        message: `${quotedAll(open)} ${open.length === 1 ? 'takes' : 'take'} the six characters that AWS adds and longer names too: "${first.name.replace(/[*?]+$/, 'admin')}", for example.`,
        resolution: `Delete the statement and write: ${grantLine(backend, statement, open)} By hand one secret ends in -??????, a family in -*-??????.`,
      },
    ];
  });
}
