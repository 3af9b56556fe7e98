import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { grantLost, type PolicyHolder } from '../grantees/policy-holder.js';
import type { LocatedSecret } from '../targets/target.js';
import { type Access, actionsOf } from './access.js';
import { type KeyUse, keyActions, keyConditions, keyUse } from './key-use.js';
import { SizedStatement } from './sized-statement.js';

export const BATCH = 'secretsmanager:BatchGetSecretValue';

/** One permission, as it must be found again in the template. `resource` contains CDK tokens. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** For a KMS key: the only use of it that is allowed. */
  readonly use?: KeyUse;
}

export interface GrantTerms {
  readonly batch: boolean;
  /** ARN of the KMS key that the secret is encrypted under, if that is not the store's own. */
  readonly key: string | undefined;
  /** Whether who reads it may also see its versions and their stages, as a rotation function must. */
  readonly describe?: boolean;
}

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
const DESCRIBE = 'secretsmanager:DescribeSecret';

/** All that was granted to one principal: few statements, to which later grants add, so that templates stay small in any CDK. */
export interface PrincipalStatements {
  allow(access: Access, secret: LocatedSecret, terms: GrantTerms): void;
  readonly permissions: () => readonly Permission[];
}

/** `allow` throws GrantLostError when CDK says that it drops the statement. */
export function principalStatements(principal: IPrincipal, policyHolder: PolicyHolder): PrincipalStatements {
  const open = new Map<string, SizedStatement>();
  const openUses = new Map<string, { readonly statement: SizedStatement; readonly arns: string[] }>();
  const granted = new Map<string, Permission>();
  const batchable = new Set<string>();
  // The report of Role.customizeRoles has a statement as it is when it is added.
  const canGrow = policyHolder.kind === 'policy' || policyHolder.leftToOthers === undefined;

  function attach(statement: SizedStatement, kind: string): void {
    if (!principal.addToPrincipalPolicy(statement).statementAdded) throw grantLost(policyHolder, kind);
  }

  function add(actions: readonly string[], resource: string): void {
    const missing = actions.filter((action) => !granted.has(`${action} ${resource}`));
    if (missing.length === 0) return;
    const kind = actions.join(' ');
    const statement = open.get(kind);
    if (canGrow && statement !== undefined && !statement.frozen && statement.hasRoomFor(resource)) {
      statement.addResources(resource);
    } else {
      const fresh = new SizedStatement({ actions: [...actions], resources: [resource] });
      attach(fresh, kind);
      open.set(kind, fresh);
    }
    for (const action of actions) granted.set(`${action} ${resource}`, { action, resource });
  }

  function addUse(actions: readonly string[], key: string, use: KeyUse): void {
    const id = (action: string) => `${action} ${key} ${use.service} ${use.arn}`;
    if (actions.every((action) => granted.has(id(action)))) return;
    const kind = `${actions.join(' ')} ${key} ${use.service}`;
    const current = openUses.get(kind);
    if (canGrow && current !== undefined && !current.statement.frozen && current.statement.hasRoomFor(use.arn)) {
      current.arns.push(use.arn);
      current.statement.addConditions(keyConditions(use, [...current.arns]));
    } else {
      const arns = [use.arn];
      const conditions = keyConditions(use, [...arns]);
      const statement = new SizedStatement({ actions: [...actions], resources: [key], conditions });
      attach(statement, actions.join(' '));
      openUses.set(kind, { statement, arns });
    }
    for (const action of actions) granted.set(id(action), { action, resource: key, use });
  }

  return {
    allow(access, secret, { batch, key, describe = false }) {
      for (const resource of access === 'read' ? secret.readable : secret.writable) {
        add(actionsOf(secret.store, access), resource);
        if (describe && access === 'read' && secret.store === 'secrets-manager') add([DESCRIBE], resource);
        if (key !== undefined) addUse(keyActions(access, secret), key, keyUse(secret, resource));
        if (access === 'write' || !batch || secret.store === 'amplify') continue;
        batchable.add(resource);
        // AWS gives this action no resource type; GetSecretValue on each secret still decides.
        if (secret.isPattern || batchable.size > 1) add([BATCH], '*');
      }
    },
    permissions: () => [...granted.values()],
  };
}
