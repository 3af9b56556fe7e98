import { type Backend, type BackendFunction, can } from '@amplify-secrets/local';

type Effect = ReturnType<typeof can>['effect'];

/**
 * What a principal may do by the statements that can be read alone. A managed policy of AWS makes each decision unknown, and would hide what a
 * statement beside it allows. Resource policies and the boundary are not asked: both templates have the same.
 */
export function readableEffect(backend: Backend, principal: BackendFunction, action: string, resource: string): Effect {
  const { role } = principal;
  const [, , , , owner = ''] = resource.split(':');
  const account = /^\d{12}$/.test(owner) ? owner : role.account;
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:${backend.partition}:iam::${account}:root` },
      Action: '*',
      Resource: '*',
    },
  ];
  const document = { Version: '2012-10-17', Statement };
  const open: Backend = {
    ...backend,
    secretPolicies: new Map(),
    secrets: [],
    keyPolicies: new Map([[resource, { name: 'delegates to the account', document }]]),
  };
  const effectWith = (policies: typeof role.policies) => {
    // As a role of the secret's own account, since no resource policy is asked.
    const own = {
      arn: `arn:${backend.partition}:iam::${account}:role/${role.name}`,
      name: role.name,
      account,
      policies,
    };
    return can(open, { ...principal, role: own }, action, resource).effect;
  };
  const single = role.policies.flatMap(({ name, document }) =>
    [document.Statement].flat().map((statement) => ({ name, document: { ...document, Statement: [statement] } })),
  );
  return effectWith(single.filter((policy) => effectWith([policy]) !== 'unknown'));
}
