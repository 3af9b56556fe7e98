import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { quotedAll } from '../statements/named-resources.js';
import { secretResource } from '../statements/secret-resource.js';
import type { GuardView } from '../view.js';

/** `secret/` for `secret:`, a name alone, or an ARN within the ARN: no secret has such an ARN. */
export function secretArnMalformed(view: GuardView): GuardFinding[] {
  return view.handWritten.flatMap((statement) => {
    const malformed = statement.resources.filter(({ kind }) => kind === 'malformed');
    if (malformed.length === 0) return [];
    const meant = malformed.map(({ entry }) => secretResource(meantBy(entry))).filter((each) => each !== undefined);
    return [
      {
        name: 'SecretArnMalformed',
        severity: 'warning',
        where: statement.where,
        about: malformed.map(({ entry }) => entry),
        message: `The ARN of a secret must be arn:<partition>:secretsmanager:<region>:<account>:secret:<name>-<six characters>, and the statement has ${quotedAll(malformed)}.`,
        resolution: `Delete the statement and write: ${grantLine(view, statement, meant)}`,
      },
    ];
  });
}

/** The ARN that was probably meant, for the line to write. */
function meantBy(entry: string): string {
  const name = entry
    .replace(/^arn:.*:secretsmanager:[^/]*?:(?:secrets?[:/])?(?=[^:]+$)/s, '')
    .replace(/^.*:secret:([^:]+):.*$/s, '$1');
  return `arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`;
}
