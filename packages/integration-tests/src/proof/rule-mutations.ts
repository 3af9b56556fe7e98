import type { Mutation } from './mutation.js';

const PATTERNS = 'runtime/contract/branch-patterns.js';
const ENVIRONMENTS = 'runtime/contract/environments.js';
const GLOB = 'runtime/contract/glob.js';
const BRANCHES = 'backend/targets/branches.js';
const GRANT = 'backend/grant.js';
const STATE = 'backend/state/backend-state.js';
const STATEMENTS = 'backend/statements/principal-statements.js';

/** Of actions, grantees and environments: what a grant allows, to whom and where. */
export const RULE_MUTATIONS: readonly Mutation[] = [
  // Actions.
  {
    name: 'read includes write',
    file: STATEMENTS,
    find: "read: ['secretsmanager:GetSecretValue']",
    replace: "read: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue']",
  },
  {
    name: 'read includes DescribeSecret',
    file: STATEMENTS,
    find: "read: ['secretsmanager:GetSecretValue']",
    replace: "read: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret']",
  },
  {
    name: 'read is every action',
    file: STATEMENTS,
    find: "read: ['secretsmanager:GetSecretValue']",
    replace: "read: ['secretsmanager:*']",
  },
  {
    name: 'write includes read',
    file: STATEMENTS,
    find: "write: ['secretsmanager:PutSecretValue',",
    replace: "write: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue',",
  },
  {
    name: 'write includes UpdateSecret',
    file: STATEMENTS,
    find: "write: ['secretsmanager:PutSecretValue',",
    replace: "write: ['secretsmanager:UpdateSecret', 'secretsmanager:PutSecretValue',",
  },
  {
    name: 'write cannot move a stage',
    file: STATEMENTS,
    find: ", 'secretsmanager:UpdateSecretVersionStage'",
    replace: '',
  },
  {
    name: 'parameters are read by path',
    file: STATEMENTS,
    find: "['ssm:GetParameter', 'ssm:GetParameters']",
    replace: "['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath']",
  },
  {
    name: 'the history of parameters is read',
    file: STATEMENTS,
    find: "['ssm:GetParameter', 'ssm:GetParameters']",
    replace: "['ssm:GetParameter*', 'ssm:GetParameters']",
  },
  {
    name: 'parameters are not read in one call',
    file: STATEMENTS,
    find: "['ssm:GetParameter', 'ssm:GetParameters']",
    replace: "['ssm:GetParameter']",
  },
  {
    name: 'write of a parameter includes read',
    file: STATEMENTS,
    find: "write: ['ssm:PutParameter']",
    replace: "write: ['ssm:PutParameter', 'ssm:GetParameter']",
  },
  {
    name: 'grantSecretRead writes',
    file: GRANT,
    find: "grant('grantSecretRead', ['read']",
    replace: "grant('grantSecretRead', ['read', 'write']",
  },
  {
    name: 'grantSecretWrite reads',
    file: GRANT,
    find: "grant('grantSecretWrite', ['write']",
    replace: "grant('grantSecretWrite', ['read', 'write']",
  },
  { name: 'grantSecretReadWrite only reads', file: GRANT, find: "['read', 'write']", replace: "['read']" },

  // Batches.
  {
    name: 'a batch may read everything',
    file: STATEMENTS,
    find: "add([BATCH], '*')",
    replace: "add([BATCH, 'secretsmanager:GetSecretValue'], '*')",
  },
  { name: 'a batch for one secret', file: STATEMENTS, find: 'batchable.size > 1', replace: 'batchable.size > 0' },
  { name: 'no batch for a family', file: STATEMENTS, find: 'secret.several || ', replace: '' },
  { name: 'no batch at all', file: STATEMENTS, find: "add([BATCH], '*');", replace: ';' },
  { name: 'a batch for writers', file: STATEMENTS, find: "access === 'write' || !batch", replace: '!batch' },
  { name: 'batch: false ignored', file: GRANT, find: 'options.batch ?? true', replace: 'true' },

  // Who.
  {
    name: 'everything goes to whoever came first',
    file: STATE,
    find: 'principals.get(principal) ??',
    replace: '[...principals.values()][0] ??',
  },
  {
    name: 'later grants are lost',
    file: STATEMENTS,
    find: 'statement.addResources(resource);',
    replace: ';',
    stopsSynthesis: true,
  },

  // Which environment.
  {
    name: 'sandboxes have no environment of their own',
    file: ENVIRONMENTS,
    find: "deployment.type === 'sandbox'",
    replace: 'false',
  },
  {
    name: 'stores of sandboxes and branches swapped',
    file: ENVIRONMENTS,
    find: 'name === SANDBOX ? ',
    replace: 'name !== SANDBOX ? ',
  },
  { name: 'the declared store ignored', file: ENVIRONMENTS, find: 'return store ?? (', replace: 'return (' },
  {
    name: 'order of environments reversed',
    file: ENVIRONMENTS,
    find: 'entries.find((entry) => matchesDeployment',
    replace: 'entries.findLast((entry) => matchesDeployment',
  },
  { name: 'a glob beats exact text', file: ENVIRONMENTS, find: 'isExact(entry.pattern) && ', replace: '' },
  {
    name: 'a default environment',
    file: ENVIRONMENTS,
    find: 'entries.find((entry) => matchesDeployment(entry.pattern, deployment));',
    replace: 'entries.find((entry) => matchesDeployment(entry.pattern, deployment)) ?? entries[0];',
  },
  { name: 'appId ignored', file: ENVIRONMENTS, find: 'isOfApp(entry.appId, deployment)', replace: 'true' },
  { name: 'appId of any app', file: ENVIRONMENTS, find: 'deployment.namespace === appId', replace: 'true' },
  { name: 'previews are branches like any', file: PATTERNS, find: 'isPreview(deployment) && ', replace: 'false && ' },
  { name: 'whatever begins pr- is a preview', file: PATTERNS, find: '/^pr-\\d+$/', replace: '/^pr-/' },
  {
    name: '* reaches stages and standalone deployments',
    file: PATTERNS,
    find: 'pattern.startsWith(prefix) && matchesGlob(pattern.slice(prefix.length), text.slice(prefix.length))',
    replace: "(pattern === '*' || (pattern.startsWith(prefix) && matchesGlob(pattern, text)))",
  },
  {
    name: 'stages are standalone deployments',
    file: PATTERNS,
    find: "deployment.namespace === 'pipeline' ?",
    replace: 'false ?',
  },
  { name: 'every branch pattern takes a sandbox', file: PATTERNS, find: 'pattern === SANDBOX', replace: 'true' },
  {
    name: 'branches compared without case',
    file: GLOB,
    find: 'pattern[p] === text[t]',
    replace: 'pattern[p]?.toLowerCase() === text[t]?.toLowerCase()',
  },
  {
    name: '* stops at a slash',
    file: GLOB,
    find: 't = ++retry;',
    replace: "if (text[retry] === '/') return false; t = ++retry;",
  },
  { name: 'a beginning matches', file: GLOB, find: 'return p === pattern.length;', replace: 'return true;' },
  {
    name: 'the option branches ignored',
    file: BRANCHES,
    find: 'patterns.some((pattern) => matchesDeployment(pattern, deployment))',
    replace: 'true',
  },
  {
    name: 'all patterns of branches must match',
    file: BRANCHES,
    find: 'patterns.some((pattern) => matchesD',
    replace: 'patterns.every((pattern) => matchesD',
  },

  {
    name: 'a branch called sandbox is a sandbox',
    file: BRANCHES,
    find: "branches.filter((pattern) => pattern !== 'sandbox')",
    replace: 'branches',
  },
];
