/** One rule of the grant code, broken on purpose. */
export interface Mutation {
  /** What the broken kit does. */
  readonly name: string;
  /** `<package>/<file>` in its dist. */
  readonly file: string;
  /** Must be in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Most are found by an answer or a grant that is not as declared; these by a synthesis that the kit itself stops. */
  readonly stopsSynthesis?: true;
}

const ARNS = 'runtime/contract/arns.js';
const PATTERNS = 'runtime/contract/branch-patterns.js';
const ENVIRONMENTS = 'runtime/contract/environments.js';
const GLOB = 'runtime/contract/glob.js';
const LOCATE = 'runtime/contract/locate.js';
const NAMES = 'runtime/contract/names.js';
const PATHS = 'runtime/contract/parameter-paths.js';
const BRANCHES = 'backend/grant-branches.js';
const GRANT = 'backend/grant.js';
const MATCHING = 'backend/secrets-matching.js';
const STATE = 'backend/grant-state.js';
const STATEMENTS = 'backend/statements.js';
const TARGET = 'backend/target.js';
const TARGETS = 'backend/locate-target.js';
const TEXT = 'backend/secret-text.js';

// The texts below are JavaScript with template literals in it, of which none is one here.
const v = (inside: string) => `$\{${inside}}`;
const NAME = v('name');
const SCOPE = { partition: v('scope.partition'), region: v('scope.region'), account: v('scope.account') };

export const MUTATIONS: readonly Mutation[] = [
  // The resource of one secret.
  { name: 'suffix left out', file: ARNS, find: `${NAME}-??????`, replace: NAME },
  { name: 'suffix widened to -*', file: ARNS, find: `${NAME}-??????`, replace: `${NAME}-*` },
  { name: 'suffix widened to *', file: ARNS, find: `${NAME}-??????`, replace: `${NAME}*` },
  { name: 'suffix of five', file: ARNS, find: `${NAME}-??????`, replace: `${NAME}-?????` },
  { name: 'suffix without its hyphen', file: ARNS, find: `${NAME}-??????`, replace: `${NAME}???????` },
  { name: 'suffix in any case: six or more', file: ARNS, find: `${NAME}-??????`, replace: `${NAME}-??????*` },
  { name: 'slash for the colon after secret', file: ARNS, find: `:secret:${NAME}`, replace: `:secret/${NAME}` },
  { name: 'secrets of every account', file: ARNS, find: `${SCOPE.account}:secret:`, replace: '*:secret:' },
  { name: 'secrets of every region', file: ARNS, find: `secretsmanager:${SCOPE.region}`, replace: 'secretsmanager:*' },
  { name: 'secrets of every partition', file: ARNS, find: `${SCOPE.partition}:secretsm`, replace: '*:secretsm' },
  { name: 'secrets of one partition', file: ARNS, find: `${SCOPE.partition}:secretsm`, replace: 'aws:secretsm' },
  { name: 'parameters of every account', file: ARNS, find: `${SCOPE.account}:parameter`, replace: '*:parameter' },
  { name: 'parameters of every region', file: ARNS, find: `ssm:${SCOPE.region}`, replace: 'ssm:*' },
  { name: 'parameters of every partition', file: ARNS, find: `${SCOPE.partition}:ssm`, replace: '*:ssm' },
  {
    name: 'parameters below the parameter',
    file: ARNS,
    find: `parameter${v('path')}`,
    replace: `parameter${v('path')}*`,
  },
  {
    name: 'a second slash before the path',
    file: ARNS,
    find: `parameter${v('path')}`,
    replace: `parameter/${v('path')}`,
  },

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

  // Which name.
  { name: 'always the environment prod', file: LOCATE, find: `/${v('environment.name')}/`, replace: '/prod/' },
  { name: 'no environment in the name', file: LOCATE, find: `/${v('environment.name')}/`, replace: '/' },
  { name: 'no app in the name', file: LOCATE, find: `${v('set.app')}/`, replace: '' },
  { name: 'the name for an environment ignored', file: LOCATE, find: 'if (own !== undefined)', replace: 'if (false)' },
  {
    name: '{environment} left as it is',
    file: LOCATE,
    find: "name.replaceAll('{environment}', environment.name)",
    replace: 'name',
  },
  { name: 'keys not in kebab case', file: LOCATE, find: 'undeclared ? key : kebabCase(key)', replace: 'key' },
  { name: 'leaves in kebab case', file: LOCATE, find: 'undeclared ? key : kebabCase(key)', replace: 'kebabCase(key)' },
  {
    name: 'a pattern of all apps',
    file: TARGETS,
    find: 'familyNameIn(environment, set, target.family.pattern)',
    replace: 'target.family.pattern',
  },
  {
    name: 'allSecrets is a wildcard',
    file: MATCHING,
    find: 'return Object.values(secrets);',
    replace: "return [secretsMatching(secrets, '*')];",
  },

  // Parameter Store.
  {
    name: 'stores mixed up',
    file: TARGETS,
    find: "environment.store === 'amplify'",
    replace: "environment.store !== 'amplify'",
  },
  { name: 'the shared parameter may be written', file: TARGETS, find: 'arns.slice(0, 1)', replace: 'arns' },
  {
    name: 'the shared folder of a scoped package',
    file: PATHS,
    find: '.test(deployment.namespace)',
    replace: ".test('any')",
  },
  { name: 'no shared folder', file: PATHS, find: '.test(deployment.namespace)', replace: ".test('@none')" },
  {
    name: 'the shared folder of every app',
    file: PATHS,
    find: `/amplify/shared/${v('deployment.namespace')}`,
    replace: '/amplify/shared/*',
  },
  {
    name: 'own folders of all branches',
    file: PATHS,
    find: `${v('shortName')}-${v('type')}-${v('hash')}`,
    replace: '*',
  },
  { name: 'own folder without its hash', file: PATHS, find: `-${v('type')}-${v('hash')}`, replace: `-${v('type')}-*` },
  { name: 'own folder of another type', file: PATHS, find: `-${v('type')}-`, replace: '-branch-' },
  { name: 'hash of the name alone', file: PATHS, find: '.update(namespace)', replace: '' },
  { name: 'long branch names not cut', file: PATHS, find: '.slice(0, 50)', replace: '' },

  // Texts of the user's own.
  { name: 'a raw pattern may begin with *', file: TEXT, find: '/^\\/?\\*/.test(text)', replace: 'false' },
  {
    name: 'an ARN whatever its suffix',
    file: TEXT,
    find: 'arn: () => text',
    replace: "arn: () => text.slice(0, -6) + '??????'",
  },
  { name: 'an ARN of any account', file: TEXT, find: '(?<account>\\d{12})', replace: '(?<account>[^:]+)' },
  {
    name: 'an ARN of any region',
    file: TEXT,
    find: '(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)',
    replace: '(?<region>[^:]+)',
  },
  { name: 'texts need no branches', file: TARGET, find: 'if (!hasBranches)', replace: 'if (false)' },
  {
    name: 'names with wildcards and variables',
    file: NAMES,
    find: 'const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]+$/',
    replace: 'const SECRET_NAME = /^.+$/',
  },
];

/** A few that each break another rule, for a quick look. */
export const QUICK: readonly string[] = [
  'suffix widened to -*',
  'secrets of every account',
  'read includes write',
  'previews are branches like any',
  'a pattern of all apps',
  'the shared folder of a scoped package',
];
