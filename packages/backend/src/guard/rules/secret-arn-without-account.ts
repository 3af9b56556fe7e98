import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/** With `*` for the account, whoever shares a secret of that name from any account is read; with none, no secret is. */
export function secretArnWithoutAccount(backend: GuardView): GuardFinding[] {
  return backend.handWritten.flatMap((statement) => {
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
        about: open.map(({ text }) => text),
        message: `${quotedAll(open)} names no account: "*" takes secrets that other accounts share under that name, and nothing at all matches no secret.`,
        resolution: `Delete the statement and write: ${grantLine(backend, statement, open)} By hand: \${Stack.of(fn).account}.`,
      },
    ];
  });
}
