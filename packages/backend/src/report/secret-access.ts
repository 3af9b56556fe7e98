import type { Stack } from 'aws-cdk-lib';
import type { Access } from '../statements/access.js';
import { ACCESSES } from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';
import type { AccessEvaluator } from './evaluate-access.js';
import type { GrantedAccess } from './granted-access.js';
import type { SecretPlace, SecretRow } from './secret-rows.js';

/** What one principal can do at one place, from two sources: the grants and the templates. */
export interface ReportedAccess {
  readonly principal: string;
  /** By the grants. */
  readonly granted: readonly Access[];
  /** By the statements of the templates, whoever wrote them. */
  readonly allowed: readonly Access[];
  /** By such statements under a condition, or depending on something that only the deployment knows. */
  readonly possible: readonly Access[];
  /** These statements, each with only its actions and resources that are about this secret. */
  readonly statements: readonly Statement[];
}

/** A secret of AWS Secrets Manager, or a parameter. */
export interface ReportedPlace {
  readonly name: string;
  /** As in the templates, with `-??????` for the suffix that AWS adds. */
  readonly arn: string;
  /** Whether all deployments of the namespace read this one parameter. */
  readonly shared: boolean;
  readonly access: readonly ReportedAccess[];
}

export interface ReportedSecret extends Omit<SecretRow, 'places'> {
  readonly places: readonly ReportedPlace[];
}

export function reportedSecret(
  row: SecretRow,
  root: Stack,
  evaluator: AccessEvaluator,
  granted: GrantedAccess,
): ReportedSecret {
  const principals = [...new Set([...evaluator.principals, ...granted.principals])].sort();
  return {
    ...row,
    places: row.places.map((place) => ({
      name: place.name,
      arn: place.arnIn(root),
      shared: place.shared,
      access: principals.flatMap((principal) => accessOf(principal, place, row, evaluator, granted)),
    })),
  };
}

function accessOf(
  principal: string,
  place: SecretPlace,
  { store }: SecretRow,
  evaluator: AccessEvaluator,
  granted: GrantedAccess,
): ReportedAccess[] {
  const arnIn = place.arnIn;
  const grantedAccesses = granted.to(principal, arnIn);
  const { verdicts, statements } = evaluator.evaluate(principal, store === 'amplify' ? 'ssm' : 'secretsmanager', arnIn);
  const allowed = ACCESSES.filter((access) => verdicts[access] === 'yes');
  const possible = ACCESSES.filter((access) => verdicts[access] === 'maybe');
  // A Deny alone gives no access.
  if (grantedAccesses.length + allowed.length + possible.length === 0) return [];
  return [{ principal, granted: grantedAccesses, allowed, possible, statements }];
}
