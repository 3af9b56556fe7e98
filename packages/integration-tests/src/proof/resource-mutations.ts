import { type Mutation, mutationsIn } from './mutation.js';

// A placeholder of a template literal in the compiled code.
const v = (inside: string) => `$\{${inside}}`;
const NAME = v('name');
const SCOPE = { partition: v('scope.partition'), region: v('scope.region'), account: v('scope.account') };

/** About names, paths and ARNs: which secrets a grant covers. */
export const RESOURCE_MUTATIONS: readonly Mutation[] = [
  ...mutationsIn('runtime/contract/arns.js', [
    ['suffix left out', `${NAME}-??????`, NAME],
    ['suffix widened to -*', `${NAME}-??????`, `${NAME}-*`, 'without the look at resources'],
    ['suffix widened to *', `${NAME}-??????`, `${NAME}*`, 'without the look at resources'],
    ['suffix of five', `${NAME}-??????`, `${NAME}-?????`, 'without the look at resources'],
    ['suffix without its hyphen', `${NAME}-??????`, `${NAME}???????`, 'without the look at resources'],
    ['suffix in any case: six or more', `${NAME}-??????`, `${NAME}-??????*`, 'without the look at resources'],
    ['slash for the colon after secret', `:secret:${NAME}`, `:secret/${NAME}`, 'without the look at resources'],
    ['secrets of every account', `${SCOPE.account}:secret:`, '*:secret:', 'without the look at resources'],
    ['secrets of every region', `secretsmanager:${SCOPE.region}`, 'secretsmanager:*', 'without the look at resources'],
    ['secrets of every partition', `${SCOPE.partition}:secretsm`, '*:secretsm', 'without the look at resources'],
    ['secrets of one partition', `${SCOPE.partition}:secretsm`, 'aws:secretsm'],
    ['parameters of every account', `${SCOPE.account}:parameter`, '*:parameter', 'without the look at resources'],
    ['parameters of every region', `ssm:${SCOPE.region}`, 'ssm:*', 'without the look at resources'],
    ['parameters of every partition', `${SCOPE.partition}:ssm`, '*:ssm', 'without the look at resources'],
    [
      'parameters below the parameter',
      `parameter${v('path')}`,
      `parameter${v('path')}*`,
      'without the look at resources',
    ],
    ['a second slash before the path', `parameter${v('path')}`, `parameter/${v('path')}`],
  ]),
  ...mutationsIn('runtime/contract/locate.js', [
    ['always the environment prod', `/${v('environment.name')}/`, '/prod/'],
    ['no environment in the name', `/${v('environment.name')}/`, '/'],
    ['no app in the name', `${v('set.app')}/`, ''],
    ['the name for an environment ignored', 'if (own !== undefined)', 'if (false)'],
    [
      '{environment} is always prod',
      "name.replaceAll('{environment}', environment.name)",
      `name.replaceAll('{environment}', 'prod')`,
    ],
    ['keys not in kebab case', 'undeclared ? key : kebabCase(key)', 'key'],
    ['leaves in kebab case', 'undeclared ? key : kebabCase(key)', 'kebabCase(key)'],
  ]),
  ...mutationsIn('backend/targets/set-target.js', [
    ['a pattern of all apps', 'locateName(prefixedNameIn(environment, set, pattern)', 'locateName(pattern'],
    ['stores mixed up', "inAmplify = store === 'amplify'", "inAmplify = store !== 'amplify'"],
    ['the shared parameter may be written', 'arns.slice(0, 1)', 'arns'],
  ]),
  ...mutationsIn('backend/targets/secrets-matching.js', [
    ['allSecrets is a wildcard', 'return Object.values(secrets);', "return [secretsMatching(secrets, '*')];"],
  ]),
  ...mutationsIn('runtime/contract/parameter-paths.js', [
    ['the shared folder of a scoped package', '.test(deployment.namespace)', ".test('any')"],
    ['no shared folder', '.test(deployment.namespace)', ".test('@none')"],
    [
      'the shared folder of every app',
      `/amplify/shared/${v('deployment.namespace')}`,
      '/amplify/shared/*',
      'without the look at resources',
    ],
    [
      'own folders of all branches',
      `${v('shortName')}-${v('type')}-${v('hash')}`,
      '*',
      'without the look at resources',
    ],
    ['own folder without its hash', `-${v('type')}-${v('hash')}`, `-${v('type')}-*`, 'without the look at resources'],
    ['own folder of another type', `-${v('type')}-`, '-branch-'],
    ['hash of the name alone', '.update(namespace)', ''],
    ['long branch names not cut', '.slice(0, 50)', ''],
  ]),
  ...mutationsIn('backend/targets/named-secret.js', [
    ['a raw pattern may begin with *', '/^\\/?\\*/.test(written)', 'false'],
    ['an ARN whatever its suffix', 'arn: () => written', "arn: () => written.slice(0, -6) + '??????'"],
    ['an ARN that ends in a word', 'if (endsInSuffix(name))', 'if (true)'],
    ['an imported ARN of any place', '|| !isInOnePlace(parts) ', ''],
    ['an imported ARN of any service', "service !== 'secretsmanager' || ", ''],
    ['an imported secret without its suffix', `$\{arn}-??????`, v('arn')],
    ['an imported secret with any suffix', `$\{arn}-??????`, `$\{arn}*`, 'without the look at resources'],
  ]),
  ...mutationsIn('backend/targets/secret-arn.js', [
    ['an ARN of any account', '/^\\d{12}$/', '/^/'],
    ['an ARN of any region', '/^[a-z]{2}(?:-[a-z]+)+-\\d$/', '/^/'],
    ['an ARN of any partition', '/^aws(?:-[a-z]+)*$/', '/^/'],
    ['names of variables that are not set', 'return found?.[1] ?? found?.[0];', 'return undefined;'],
  ]),
  ...mutationsIn('backend/verify/verify-resources.js', [
    ['wildcards of a granted resource not looked at', '!isExplained(stack, granted, value) || ', ''],
    ['any number of wildcards explained', '<= Math.max(0, ...explained)', '<= 100'],
    ['wildcards behind a reference in a resource', '&& countWildcards(...behind(stack, value)) === 0', ''],
    ['places that tokens stand for not looked at', ' || !isOne(shown(value))', ''],
    ['wildcards of a key not looked at', 'countWildcards(...strings) > 0 || ', ''],
    ['wildcards behind a reference in a key', ', ...behind(stack, key)', ''],
    ['keys that are none', ' || !isOneKey(shown(key))', ''],
  ]),
  ...mutationsIn('backend/targets/grant-target.js', [
    [
      'names need no branches',
      `if (!hasBranches)
        throw branchesMissing(\`"$\{value`,
      `if (false)
        throw branchesMissing(\`"$\{value`,
    ],
  ]),
  ...mutationsIn('backend/targets/cdk-secret.js', [
    [
      'imported secrets need no branches',
      `if (!hasBranches)
        throw branchesMissing(\`$\{label`,
      `if (false)
        throw branchesMissing(\`$\{label`,
    ],
    ['imported names with wildcards', 'checkName(secretName);', ''],
  ]),
  ...mutationsIn('runtime/contract/names.js', [
    ['names with wildcards and variables', '&& SECRET_NAME.test(name)', ''],
  ]),
];
