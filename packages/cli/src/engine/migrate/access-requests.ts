import type { Backend, BackendFunction } from '@amplify-secrets/local';

/** What is asked of both templates. */
export interface ResourceRequests {
  readonly actions: readonly string[];
  readonly resource: string;
}

const SECRET_ACTIONS = [
  'GetSecretValue',
  'DescribeSecret',
  'ListSecretVersionIds',
  'GetResourcePolicy',
  'PutSecretValue',
  'UpdateSecretVersionStage',
  'UpdateSecret',
  'CreateSecret',
  'DeleteSecret',
  'RestoreSecret',
  'RotateSecret',
  'CancelRotateSecret',
  'PutResourcePolicy',
  'DeleteResourcePolicy',
  'TagResource',
  'ReplicateSecretToRegions',
].map((action) => `secretsmanager:${action}`);

const UNNAMED_ACTIONS = [
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:ListSecrets',
  'secretsmanager:GetRandomPassword',
];

export const PARAMETER_ACTIONS = [
  'GetParameter',
  'GetParameters',
  'GetParametersByPath',
  'GetParameterHistory',
  'PutParameter',
  'DeleteParameter',
].map((action) => `ssm:${action}`);

export const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * What a principal is asked about: what its policies name, as they were and as they are, with neighbours of each name, in this account and
 * region and in others.
 */
export function accessRequests(
  { region, account, partition }: Backend,
  principals: readonly (BackendFunction | undefined)[],
  names: readonly string[],
): readonly ResourceRequests[] {
  const patterns = new Set(principals.flatMap((principal) => principal?.role.policies.flatMap(resourcesIn) ?? []));
  const secretNames = new Set([
    'unrelated-a1B2c3',
    ...names.flatMap(neighboursOf),
    ...[...patterns].flatMap((pattern) => {
      const name = /:secret:(.+)$/.exec(pattern)?.[1];
      return name === undefined ? [] : neighboursOf(name);
    }),
  ]);
  const otherRegion = region === 'eu-west-1' ? 'us-east-1' : 'eu-west-1';
  // A function in a stack of another region is granted what is there.
  const named = [...patterns].flatMap((pattern) => {
    const [, , , where = '', whose = ''] = pattern.split(':');
    return /:secret:/.test(pattern) && /^[a-z\d-]+$/.test(where) && /^\d{12}$/.test(whose) ? [[where, whose]] : [];
  });
  const all = [[region, account], [otherRegion, account], [region, '210987654321'], ...named];
  const places = [...new Map(all.map((place) => [place.join(), place])).values()];
  const secrets = [...secretNames].flatMap((name) =>
    places.map(([where, whose]) => `arn:${partition}:secretsmanager:${where}:${whose}:secret:${name}`),
  );
  const parameters = [...patterns].filter((pattern) => pattern.includes(':parameter/')).flatMap(examplesOf);
  const keys = [...patterns].filter((pattern) => pattern.includes(':kms:')).flatMap(examplesOf);
  return [
    { actions: UNNAMED_ACTIONS, resource: '*' },
    ...secrets.map((resource) => ({ actions: SECRET_ACTIONS, resource })),
    ...parameters.map((resource) => ({ actions: PARAMETER_ACTIONS, resource })),
    ...keys.map((resource) => ({ actions: KEY_ACTIONS, resource })),
  ];
}

/** The principals of a backend, by what both templates call them: its functions, and roles that no function has. */
export function principalsOf({
  functions,
  roles,
  partition,
  region,
  account,
}: Backend): ReadonlyMap<string, BackendFunction> {
  const ofFunctions = new Set(functions.map(({ role }) => role.arn));
  const others = roles
    .filter(({ arn }) => !ofFunctions.has(arn))
    .map((role): BackendFunction => {
      const name = role.logicalId ?? role.name;
      const arn = `arn:${partition}:lambda:${region}:${account}:function:${name}`;
      const unused = { runtime: '', handler: '', timeoutSeconds: 0, memoryMegabytes: 0, environment: {} };
      return { name, logicalId: name, functionName: name, arn, role, ...unused };
    });
  const counts = new Map<string, number>();
  // Stacks may use a logical id each. Both templates have them in the same order.
  const keyOf = (id: string) => {
    const count = counts.get(id) ?? 0;
    counts.set(id, count + 1);
    return count === 0 ? id : `${id} ${count}`;
  };
  return new Map([...functions, ...others].map((each) => [keyOf(each.logicalId), each]));
}

/** Secrets of this name, and of names that begin or end alike. */
function neighboursOf(name: string): readonly string[] {
  const stem = name
    .replace(/-\?{6}$/, '')
    .replace(/-?[*?]+$/, '')
    .replace(/-(?=\w*[A-Z\d])[A-Za-z0-9]{6}$/, '')
    .replace(/\/$/, '');
  const alike =
    stem === '' || stem.length > 400
      ? []
      : [stem, `${stem}-admin`, `${stem}s`, `${stem}/inner`, stem.slice(0, -1), `x${stem}`, stem.toUpperCase()];
  const named = [...alike.map((each) => `${each}-a1B2c3`), `${stem}-Zz9Yy8`, ...examplesOf(name)];
  return [...new Set(named)].filter((each) => /^[\w/+=.@!-]+-[A-Za-z0-9]{6}$/.test(each) && !each.startsWith('-'));
}

function examplesOf(pattern: string): readonly string[] {
  const filled = pattern.replaceAll('??????', 'a1B2c3').replaceAll('?', 'a');
  return ['', 'x', 'x/y-a1B2c3']
    .map((star) => filled.replaceAll('*', star))
    .filter((each, index, all) => all.indexOf(each) === index);
}

function resourcesIn({ document }: Backend['roles'][number]['policies'][number]): readonly string[] {
  // What CloudFormation alone knows is an object here, such as the ARN of the API of `defineData`.
  const resources: readonly unknown[] = [document.Statement].flat().flatMap(({ Resource = [] }) => Resource);
  return resources.filter((each) => typeof each === 'string');
}
