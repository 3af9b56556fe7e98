import type { Stack } from 'aws-cdk-lib';
import type { Access } from '../statements/access.js';
import { ACCESSES } from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';
import type { AccessEvaluator } from './evaluate-access.js';
import type { GrantedAccess } from './granted-access.js';
import type { SecretPlace, SecretRow } from './secret-rows.js';

/** What one principal may do at one place. Told twice, from two sources: a difference is what a reviewer looks for. */
export interface ReportedAccess {
  readonly principal: string;
  /** What grants of this kit say. */
  readonly granted: readonly Access[];
  /** What the statements of the templates allow, whoever wrote them. */
  readonly allowed: readonly Access[];
  /** What they allow under a condition, or depending on what only the deployment knows. */
  readonly possible: readonly Access[];
  /** The statements that say so, each with those of its actions and resources that are about this secret. */
  readonly statements: readonly Statement[];
}

/** A secret of AWS Secrets Manager, or a parameter. */
export interface ReportedPlace {
  readonly name: string;
  /** As the templates have it, `…-??????` for the suffix that AWS adds. */
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
  declared: GrantedAccess,
): ReportedSecret {
  const principals = [...new Set([...evaluator.principals, ...declared.principals])].sort();
  return {
    ...row,
    places: row.places.map((place) => ({
      name: place.name,
      arn: place.arnIn(root),
      shared: place.shared,
      access: principals.flatMap((principal) => accessOf(principal, place, row, evaluator, declared)),
    })),
  };
}

function accessOf(
  principal: string,
  place: SecretPlace,
  { store }: SecretRow,
  evaluator: AccessEvaluator,
  declared: GrantedAccess,
): ReportedAccess[] {
  const arnIn = place.arnIn;
  const granted = declared.to(principal, arnIn);
  const { verdicts, statements } = evaluator.evaluate(principal, store === 'amplify' ? 'ssm' : 'secretsmanager', arnIn);
  const allowed = ACCESSES.filter((access) => verdicts[access] === 'yes');
  const possible = ACCESSES.filter((access) => verdicts[access] === 'maybe');
  // A Deny alone is no access.
  if (granted.length + allowed.length + possible.length === 0) return [];
  return [{ principal, granted, allowed, possible, statements }];
}
