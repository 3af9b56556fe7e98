import { type Mutation, mutationsIn } from './mutation.js';

/** About actions, grantees and environments: what a grant allows, to whom and where. */
export const RULE_MUTATIONS: readonly Mutation[] = [
  ...mutationsIn('backend/statements/access.js', [
    [
      'read includes write',
      "read: ['secretsmanager:GetSecretValue']",
      "read: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue']",
    ],
    [
      'read includes DescribeSecret',
      "read: ['secretsmanager:GetSecretValue']",
      "read: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret']",
    ],
    ['read is every action', "read: ['secretsmanager:GetSecretValue']", "read: ['secretsmanager:*']"],
    [
      'write includes read',
      "write: ['secretsmanager:PutSecretValue',",
      "write: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue',",
    ],
    [
      'write includes UpdateSecret',
      "write: ['secretsmanager:PutSecretValue',",
      "write: ['secretsmanager:UpdateSecret', 'secretsmanager:PutSecretValue',",
    ],
    ['write cannot move a stage', ", 'secretsmanager:UpdateSecretVersionStage'", ''],
    [
      'parameters are read by path',
      "['ssm:GetParameter', 'ssm:GetParameters']",
      "['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath']",
    ],
    [
      'the history of parameters is read',
      "['ssm:GetParameter', 'ssm:GetParameters']",
      "['ssm:GetParameter*', 'ssm:GetParameters']",
    ],
    ['parameters are not read in one call', "['ssm:GetParameter', 'ssm:GetParameters']", "['ssm:GetParameter']"],
    [
      'write of a parameter includes read',
      "write: ['ssm:PutParameter']",
      "write: ['ssm:PutParameter', 'ssm:GetParameter']",
    ],
  ]),
  ...mutationsIn('backend/statements/principal-statements.js', [
    [
      'a batch may read everything',
      "add([BATCH], '*')",
      "add([BATCH, 'secretsmanager:GetSecretValue'], '*')",
      'without the look at resources',
    ],
    ['a batch for one secret', 'batchable.size > 1', 'batchable.size > 0'],
    ['no batch for a pattern', 'secret.isPattern || ', ''],
    ['no batch at all', "add([BATCH], '*');", ';'],
    ['a batch for writers', "access === 'write' || !batch", '!batch'],
    ['later grants are lost', 'statement.addResources(resource);', ';', 'stops synthesis'],
  ]),
  ...mutationsIn('backend/grant.js', [
    ['grantSecretRead writes', "grant('grantSecretRead', ['read']", "grant('grantSecretRead', ['read', 'write']"],
    ['grantSecretWrite reads', "grant('grantSecretWrite', ['write']", "grant('grantSecretWrite', ['read', 'write']"],
    ['grantSecretReadWrite only reads', "['read', 'write']", "['read']"],
    ['batch: false ignored', 'options.batch ?? true', 'true'],
  ]),
  ...mutationsIn('backend/state/backend-state.js', [
    ['everything goes to whoever came first', 'principals.get(principal) ??', '[...principals.values()][0] ??'],
  ]),
  ...mutationsIn('runtime/contract/environments.js', [
    ['sandboxes have no environment of their own', "deployment.type === 'sandbox'", 'false'],
    ['stores of sandboxes and branches swapped', 'name === SANDBOX ? ', 'name !== SANDBOX ? '],
    ['the declared store ignored', 'return store ?? (', 'return ('],
    [
      'order of environments reversed',
      'entries.find((entry) => matchesDeployment',
      'entries.findLast((entry) => matchesDeployment',
    ],
    ['a glob beats exact text', 'isExact(entry.pattern) && ', ''],
    [
      'a default environment',
      'entries.find((entry) => matchesDeployment(entry.pattern, deployment));',
      'entries.find((entry) => matchesDeployment(entry.pattern, deployment)) ?? entries[0];',
    ],
    ['appId ignored', 'isOfApp(entry.appId, deployment)', 'true'],
    ['appId of any app', 'deployment.namespace === appId', 'true'],
  ]),
  ...mutationsIn('runtime/contract/branch-patterns.js', [
    ['previews are branches like any', 'isPreview(deployment) && ', 'false && '],
    ['whatever begins pr- is a preview', '/^pr-\\d+$/', '/^pr-/'],
    [
      '* reaches stages and standalone deployments',
      'pattern.startsWith(prefix) && matchesGlob(pattern.slice(prefix.length), name.slice(prefix.length))',
      "(pattern === '*' || (pattern.startsWith(prefix) && matchesGlob(pattern, name)))",
    ],
    ['stages are standalone deployments', "deployment.namespace === 'pipeline' ?", 'false ?'],
    ['every branch pattern matches a sandbox', 'pattern === SANDBOX', 'true'],
  ]),
  ...mutationsIn('runtime/contract/glob.js', [
    [
      'branches compared without case',
      'pattern[p] === text[t]',
      'pattern[p]?.toLowerCase() === text[t]?.toLowerCase()',
    ],
    ['* stops at a slash', 't = ++retry;', "if (text[retry] === '/') return false; t = ++retry;"],
    ['a beginning matches', 'return p === pattern.length;', 'return true;'],
  ]),
  ...mutationsIn('backend/targets/branches.js', [
    ['the option branches ignored', 'patterns.some((pattern) => matchesDeployment(pattern, deployment))', 'true'],
    [
      'all patterns of branches must match',
      'patterns.some((pattern) => matchesD',
      'patterns.every((pattern) => matchesD',
    ],
    ['a branch called sandbox is a sandbox', "branches.filter((pattern) => pattern !== 'sandbox')", 'branches'],
  ]),
];
