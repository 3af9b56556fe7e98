import type { Mutation } from './mutation.js';

const ARNS = 'runtime/contract/arns.js';
const LOCATE = 'runtime/contract/locate.js';
const NAMES = 'runtime/contract/names.js';
const PATHS = 'runtime/contract/parameter-paths.js';
const MATCHING = 'backend/targets/secrets-matching.js';
const TARGET = 'backend/targets/target.js';
const TARGETS = 'backend/targets/locate-target.js';
const CONSTRUCT = 'backend/targets/cdk-secret.js';
const TEXT = 'backend/targets/named-secret.js';
// The texts below are JavaScript with template literals in it, of which none is one here.
const v = (inside: string) => `$\{${inside}}`;
const NAME = v('name');
const SCOPE = { partition: v('scope.partition'), region: v('scope.region'), account: v('scope.account') };

/** Of names, paths and ARNs: what a grant reaches. */
export const RESOURCE_MUTATIONS: readonly Mutation[] = [
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

  // Which name.
  { name: 'always the environment prod', file: LOCATE, find: `/${v('environment.name')}/`, replace: '/prod/' },
  { name: 'no environment in the name', file: LOCATE, find: `/${v('environment.name')}/`, replace: '/' },
  { name: 'no app in the name', file: LOCATE, find: `${v('set.app')}/`, replace: '' },
  { name: 'the name for an environment ignored', file: LOCATE, find: 'if (own !== undefined)', replace: 'if (false)' },
  {
    name: '{environment} is always prod',
    file: LOCATE,
    find: "name.replaceAll('{environment}', environment.name)",
    replace: `name.replaceAll('{environment}', 'prod')`,
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
  {
    name: 'texts need no branches',
    file: TARGET,
    find: `if (!hasBranches)
        throw branchesMissing(\`"$\{value`,
    replace: `if (false)
        throw branchesMissing(\`"$\{value`,
  },
  {
    name: 'imported secrets need no branches',
    file: TARGET,
    find: `if (!hasBranches)
        throw branchesMissing(\`$\{label`,
    replace: `if (false)
        throw branchesMissing(\`$\{label`,
  },
  {
    name: 'a secret imported by name without its suffix',
    file: CONSTRUCT,
    find: `$\{secretArn}-??????`,
    replace: v('secretArn'),
  },
  { name: 'a secret imported by name: any suffix', file: CONSTRUCT, find: '-??????', replace: '*' },
  {
    name: 'a secret imported by part of its ARN: any suffix',
    file: TEXT,
    find: `$\{text}-??????`,
    replace: `$\{text}*`,
  },
  {
    name: 'imported names with wildcards',
    file: CONSTRUCT,
    find: 'checkSecretName(secretName,',
    replace: 'void (secretName,',
  },
  { name: 'names with wildcards and variables', file: NAMES, find: '&& SECRET_NAME.test(name)', replace: '' },
];
