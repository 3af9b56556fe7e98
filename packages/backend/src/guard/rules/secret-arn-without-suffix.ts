import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { namedResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/** A secret's ARN ends in six characters that AWS adds, so an ARN with the name alone matches no secret. */
export function secretArnWithoutSuffix(view: GuardView): GuardFinding[] {
  const declared = new Set(view.names.all.map(({ name }) => name));
  return view.handWritten.flatMap((statement) => {
    const bare = namedResources(statement).filter(
      ({ end, name }) => end === 'bare' || (end === 'exact' && declared.has(name)),
    );
    if (bare.length === 0) return [];
    return [
      {
        name: 'SecretArnWithoutSuffix',
        severity: 'warning',
        where: statement.where,
        about: bare.map(({ entry }) => entry),
        message: `${quotedAll(bare)} ${bare.length === 1 ? 'does' : 'do'} not end in the hyphen and six characters that AWS adds to a secret's name, so the statement matches no secret.`,
        resolution: `Delete the statement and write: ${grantLine(view, statement, bare)} If you keep the statement, end the ARN in -??????.`,
      },
    ];
  });
}
