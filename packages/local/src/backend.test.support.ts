import type { Backend } from './backend/model.js';
import type { NamedPolicy, Role, Statement } from './iam/model.js';

export const ACCOUNT = '123456789012';

export function policy(name: string, ...statements: Statement[]): NamedPolicy {
  return { name, document: { Version: '2012-10-17', Statement: statements } };
}

export function allow(action: string | string[], resource: string, condition?: Statement['Condition']): Statement {
  return { Effect: 'Allow', Action: action, Resource: resource, ...(condition && { Condition: condition }) };
}

export function roleWith(...statements: Statement[]): Role {
  const policies = [policy('grants', ...statements)];
  return { arn: `arn:aws:iam::${ACCOUNT}:role/fn`, name: 'fn', account: ACCOUNT, policies };
}

/** A backend that declares only what it is given. */
export function backendWith(declared: Partial<Backend>): Backend {
  return {
    cdkOut: '/nowhere',
    account: ACCOUNT,
    region: 'us-east-1',
    partition: 'aws',
    functions: [],
    roles: [],
    secretPolicies: new Map(),
    secrets: [],
    keyPolicies: new Map(),
    functionPolicies: new Map(),
    rotations: [],
    unresolved: [],
    notes: [],
    ...declared,
  };
}
