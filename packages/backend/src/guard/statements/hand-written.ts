import type { GrantRecord } from '../../state/grant.js';
import { type Access, actionsOf } from '../../statements/access.js';
import { matchAction } from '../../templates/patterns.js';
import type { Templates } from '../../templates/read-templates.js';
import { ACCESSES, coversAction, waysTo } from '../../templates/secret-actions.js';
import type { Statement } from '../../templates/statement.js';
import type { AttachedStatement } from '../../templates/statements-in.js';
import { type Granted, grantedByPrincipal } from '../declarations/granted.js';
import { resourcesOfIds } from './secret-id-condition.js';
import { type SecretResource, secretResource } from './secret-resource.js';
import { isNarrowedByTag } from './tag-condition.js';

/** A statement about secrets that the user wrote, without what grants wrote into it. */
export interface HandWritten {
  /** Path of the policy. */
  readonly where: string;
  /** Ids of its principals. */
  readonly principals: readonly string[];
  /** Names of the functions that it is for, or else what is left of the principals' paths. */
  readonly grantees: readonly string[];
  /** What it allows, besides what was granted. */
  readonly accesses: readonly Access[];
  /** Whether it allows deleting secrets or sharing them. */
  readonly administers: boolean;
  /** As they are written; undefined for `NotAction`. */
  readonly actions: readonly string[] | undefined;
  /** Without what was granted, and what a condition on `secretsmanager:SecretId` leaves of it. `NotResource` is every secret. */
  readonly resources: readonly SecretResource[];
  /** Whether a condition on a tag of the secret narrows it. */
  readonly narrowed: boolean;
  /** The names and patterns of AWS Secrets Manager that its principals were granted. */
  readonly granted: Readonly<Record<Access, readonly string[]>>;
}

const ADMINISTRATIVE = ['secretsmanager:DeleteSecret', 'secretsmanager:PutResourcePolicy'];

/** Every statement that allows reading, writing, deleting or sharing secrets and was not written by a grant. */
export function handWrittenStatements(
  statements: readonly AttachedStatement[],
  templates: Templates,
  grants: readonly GrantRecord[],
): HandWritten[] {
  const { principals } = templates;
  const granted = grantedByPrincipal(templates, grants);
  return statements.flatMap(({ statement, principals: ids }) => {
    if (statement.effect === 'Deny') return [];
    const accesses = ACCESSES.filter((access) =>
      waysTo('secretsmanager', access).some((action) => coversAction(statement, action)),
    );
    const administers = ADMINISTRATIVE.some((action) => coversAction(statement, action));
    if (accesses.length === 0 && !administers) return [];
    const own = ids.map((id) => granted.get(id));
    const resources = resourcesOfIds(resourcesOf(statement, own), statement.condition);
    if (resources.length === 0) return [];
    return [
      {
        where: statement.policy,
        principals: ids,
        grantees: ids.flatMap((id) => {
          const { functions, name } = principals.describe(id);
          return functions.length > 0 ? functions : [name];
        }),
        accesses,
        administers,
        actions: statement.actions,
        resources,
        narrowed: isNarrowedByTag(statement.condition),
        granted: {
          read: own.flatMap((each) => each?.names.read ?? []),
          write: own.flatMap((each) => each?.names.write ?? []),
        },
      },
    ];
  });
}

function resourcesOf(statement: Statement, own: readonly (Granted | undefined)[]): SecretResource[] {
  if (statement.resources === undefined) return [{ kind: 'every', entry: 'NotResource', account: undefined }];
  const others = statement.resources.filter((entry) => !isGranted(statement, entry, own));
  const found = others.map(secretResource).filter((resource) => resource !== undefined);
  // In a statement that also names other services, what is not the ARN of a secret may be theirs.
  const alone = statement.actions?.every((action) => /^secretsmanager:/i.test(action)) === true;
  return found.filter(({ kind, entry }) => kind !== 'malformed' || entry.startsWith('arn:') || alone);
}

/** Whether all that a statement allows on a resource was granted to each of its principals, whoever wrote it. */
function isGranted(statement: Statement, resource: string, own: readonly (Granted | undefined)[]): boolean {
  if (own.length === 0) return false;
  const actions = [...ACCESSES.flatMap((access) => waysTo('secretsmanager', access)), ...ADMINISTRATIVE];
  return actions
    .filter((action) => coversAction(statement, action))
    .every((action) => {
      const access = ACCESSES.find((each) => actionsOf('secrets-manager', each).includes(action));
      return (
        access !== undefined &&
        own.every((each) => (each?.arns.get(resource) ?? each?.patterns.get(resource))?.has(access))
      );
    });
}

/** Whether a statement allows, by a wildcard or `NotAction`, both using secrets and administering them. */
export function allowsEverything({ actions, accesses, administers }: HandWritten): boolean {
  if (actions === undefined) return true;
  if (accesses.length === 0 || !administers) return false;
  return actions.some(
    (action) =>
      action.includes('*') &&
      ADMINISTRATIVE.some((each) => matchAction(action, each)) &&
      ACCESSES.some((access) => waysTo('secretsmanager', access).some((each) => matchAction(action, each))),
  );
}
