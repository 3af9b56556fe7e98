import { Stack } from 'aws-cdk-lib';
import type { GrantRecord } from '../../state/grant.js';
import { type Access, actionsOf } from '../../statements/access.js';
import { matchAction } from '../../templates/patterns.js';
import type { Templates } from '../../templates/read-templates.js';
import { speaksOf, waysTo } from '../../templates/secret-actions.js';
import { shown } from '../../templates/shown.js';
import type { Statement } from '../../templates/statement.js';
import type { AttachedStatement } from '../../templates/statements-in.js';
import { resourcesOfIds } from './secret-id-condition.js';
import { type SecretResource, secretResource } from './secret-resource.js';

/** A statement of the user's own about values of secrets, without what the kit wrote into it. */
export interface HandWritten {
  /** Path of the policy. */
  readonly where: string;
  /** Names of the functions that it is for, or else what is left of the principals' paths. */
  readonly grantees: readonly string[];
  /** What it allows beside what it was granted for, in secrets that it names. */
  readonly accesses: readonly Access[];
  /** Whether it allows to delete secrets or to let others at them. */
  readonly administers: boolean;
  /** Names of actions as they are written; of `NotAction` none. */
  readonly actions: readonly string[] | undefined;
  /** Without what was granted, and what a condition on `secretsmanager:SecretId` leaves of it. `NotResource` is every secret. */
  readonly resources: readonly SecretResource[];
  /** A condition on a tag of the secret, which narrows any resource. */
  readonly narrowed: boolean;
  /** The names and patterns of AWS Secrets Manager that its principals were granted. */
  readonly granted: Readonly<Record<Access, readonly string[]>>;
}

const ADMINISTRATIVE = ['secretsmanager:DeleteSecret', 'secretsmanager:PutResourcePolicy'];
const ACCESSES: readonly Access[] = ['read', 'write'];

/** Every statement that allows to read, write, delete or share secrets and was not made by a grant. */
export function handWrittenStatements(
  statements: readonly AttachedStatement[],
  templates: Templates,
  grants: readonly GrantRecord[],
): HandWritten[] {
  const { principals } = templates;
  const granted = grantedTo(templates, grants);
  return statements.flatMap((held) => {
    const { statement } = held;
    if (statement.effect === 'Deny') return [];
    const accesses = ACCESSES.filter((access) =>
      waysTo('secretsmanager', access).some((action) => speaksOf(statement, action)),
    );
    const administers = ADMINISTRATIVE.some((action) => speaksOf(statement, action));
    if (accesses.length === 0 && !administers) return [];
    const own = held.principals.map((id) => granted.get(id) ?? NOTHING);
    const resources = resourcesOfIds(resourcesOf(held, own), statement.condition);
    if (resources.length === 0) return [];
    return [
      {
        where: statement.policy,
        grantees: held.principals.flatMap((id) => {
          const { functions, name } = principals.describe(id);
          return functions.length > 0 ? functions : [name];
        }),
        accesses,
        administers,
        actions: statement.actions,
        resources,
        narrowed: isNarrowed(statement.condition),
        granted: {
          read: own.flatMap(({ names }) => names.read),
          write: own.flatMap(({ names }) => names.write),
        },
      },
    ];
  });
}

function resourcesOf({ statement }: AttachedStatement, own: readonly Granted[]): SecretResource[] {
  if (statement.resources === undefined) return [{ kind: 'every', text: 'NotResource', account: undefined }];
  const others = statement.resources.filter((text) => !isGranted(statement, text, own));
  const found = others.map(secretResource).filter((resource) => resource !== undefined);
  // A statement may speak of other services too, and so may what is no ARN of a secret.
  const alone = statement.actions?.every((action) => /^secretsmanager:/i.test(action)) === true;
  return found.filter(({ kind, text }) => kind !== 'malformed' || text.startsWith('arn:') || alone);
}

/** What grants allow one principal. */
interface Granted {
  readonly pairs: Set<string>;
  readonly names: Record<Access, string[]>;
}

const NOTHING: Granted = { pairs: new Set(), names: { read: [], write: [] } };

function grantedTo({ granteesOf }: Templates, grants: readonly GrantRecord[]): ReadonlyMap<string, Granted> {
  const granted = new Map<string, Granted>();
  for (const { grantee, accesses, located } of grants) {
    if (located?.store !== 'secrets-manager') continue;
    const stack = Stack.of(grantee.construct);
    for (const id of granteesOf(grantee.policyHolder)) {
      const own = granted.get(id) ?? { pairs: new Set(), names: { read: [], write: [] } };
      granted.set(id, own);
      for (const access of accesses) {
        own.names[access].push(...located.names);
        for (const arn of access === 'read' ? located.readable : located.writable) {
          const resource = shown(stack.resolve(arn));
          for (const action of actionsOf('secrets-manager', access)) own.pairs.add(pairId(action, resource));
        }
      }
    }
  }
  return granted;
}

/** Whether all that a statement allows on a resource was granted to each of its principals, whoever wrote it. */
function isGranted(statement: Statement, text: string, own: readonly Granted[]): boolean {
  if (own.length === 0) return false;
  const actions = [...ACCESSES.flatMap((access) => waysTo('secretsmanager', access)), ...ADMINISTRATIVE];
  return actions
    .filter((action) => speaksOf(statement, action))
    .every((action) => own.every(({ pairs }) => pairs.has(pairId(action, text))));
}

/** A reference means one thing in one stack only, but is no name either, so that no rule looks at it. */
function pairId(action: string, resource: string): string {
  return `${action} ${resource}`;
}

// Operators with IfExists, and ForAllValues, pass where the secret has no such tag.
const NARROWING = /^(?:ForAnyValue:)?(?:String(?:Equals|Like|EqualsIgnoreCase)|Arn(?:Equals|Like))$/i;
const TAG = /^(?:secretsmanager|aws):ResourceTag\/./i;

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html */
function isNarrowed(condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      NARROWING.test(operator) &&
      typeof keys === 'object' &&
      keys !== null &&
      Object.entries(keys).some(
        ([key, values]) => TAG.test(key) && ![values].flat().some((value) => /^\*+$/.test(String(value))),
      ),
  );
}

/** Whether a statement names, with a wildcard or by `NotAction`, more than one kind of power over a secret. */
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
