import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { grantLost, type Holder } from './holder.js';
import type { LocatedSecret } from './locate-target.js';

export type Access = 'read' | 'write';

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html and list_awssystemsmanager.html
const ACTIONS = {
  'secrets-manager': {
    read: ['secretsmanager:GetSecretValue'],
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
  },
  amplify: {
    read: ['ssm:GetParameter', 'ssm:GetParameters'],
    write: ['ssm:PutParameter'],
  },
} as const;
const BATCH = 'secretsmanager:BatchGetSecretValue';
// CDK moves whole statements, never parts, to overflow policies when a role's inline policy would pass IAM's limit.
const RESOURCES_PER_STATEMENT = 20;

/** One permission, as it must be found again in the template. `resource` holds CDK tokens. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

/** All that was granted to one principal: few statements, widened by later grants, so that templates stay small without CDK's help. */
export interface PrincipalStatements {
  allow(access: Access, secret: LocatedSecret, batch: boolean): void;
  readonly permissions: () => readonly Permission[];
}

/** Throws GrantLostError when the principal says that it keeps no policies. */
export function principalStatements(principal: IPrincipal, holder: Holder): PrincipalStatements {
  const open = new Map<string, PolicyStatement>();
  const granted = new Map<string, Permission>();
  const batchable = new Set<string>();

  function add(actions: readonly string[], resource: string): void {
    const missing = actions.filter((action) => !granted.has(`${action} ${resource}`));
    if (missing.length === 0) return;
    const kind = actions.join(' ');
    const statement = open.get(kind);
    if (statement !== undefined && !statement.frozen && statement.resources.length < RESOURCES_PER_STATEMENT) {
      statement.addResources(resource);
    } else {
      const fresh = new PolicyStatement({ actions: [...actions], resources: [resource] });
      if (!principal.addToPrincipalPolicy(fresh).statementAdded) throw grantLost(holder, kind);
      open.set(kind, fresh);
    }
    for (const action of actions) granted.set(`${action} ${resource}`, { action, resource });
  }

  return {
    allow(access, secret, batch) {
      for (const resource of access === 'read' ? secret.readable : secret.writable) {
        add(ACTIONS[secret.store][access], resource);
        if (access === 'write' || !batch || secret.store === 'amplify') continue;
        batchable.add(resource);
        // AWS gives this action no resource type; GetSecretValue on each secret still decides.
        if (secret.several || batchable.size > 1) add([BATCH], '*');
      }
    },
    permissions: () => [...granted.values()],
  };
}
