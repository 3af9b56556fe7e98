import type { Deployment } from '@amplify-secrets/local';
import type { Draw } from '../iam-oracle/draw.js';
import { isParameterPath, ownPath, sharedPath } from './amplify-paths.js';
import { namesOf } from './declared-access.js';
import { environmentsOf } from './declared-environment.js';
import { APP_IDS, shuffled } from './draw-environments.js';
import { aroundUses, usesOf } from './draw-key-requests.js';
import { drawLetters, oneOf } from './draw-names.js';
import { filled, home, parameterArn, secretArn } from './drawn-arns.js';
import { nearNames, nearPlaces } from './near-misses.js';
import type { Project } from './project.js';
import type { Promised, Thing } from './promised.js';
import type { Request } from './request.js';

const GET = 'secretsmanager:GetSecretValue';
// Each action of AWS Secrets Manager, and those of Parameter Store that concern parameters.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html and list_awssystemsmanager.html
const ON_SECRETS = [
  'CancelRotateSecret',
  'CreateSecret',
  'DeleteResourcePolicy',
  'DeleteSecret',
  'DescribeSecret',
  'GetResourcePolicy',
  'GetSecretValue',
  'ListSecretVersionIds',
  'PutResourcePolicy',
  'PutSecretValue',
  'RemoveRegionsFromReplication',
  'ReplicateSecretToRegions',
  'RestoreSecret',
  'RotateSecret',
  'StopReplicationToReplica',
  'TagResource',
  'UntagResource',
  'UpdateSecret',
  'UpdateSecretVersionStage',
  'ValidateResourcePolicy',
].map((name) => `secretsmanager:${name}`);
const ON_PARAMETERS = [
  'AddTagsToResource',
  'DeleteParameter',
  'DeleteParameters',
  'GetParameter',
  'GetParameterHistory',
  'GetParameters',
  'GetParametersByPath',
  'LabelParameterVersion',
  'ListTagsForResource',
  'PutParameter',
].map((name) => `ssm:${name}`);
const ON_NOTHING = ['secretsmanager:ListSecrets', 'secretsmanager:GetRandomPassword', 'ssm:DescribeParameters'];
const USED_ON_SECRETS = [GET, GET, 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'];
const USED_ON_PARAMETERS = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter'];

/** Requests of a grantee: for what it was granted, for what looks like it, and for what others were granted. Most must be denied. */
export function drawRequests(draw: Draw, project: Project, promised: Promised, most: number): Request[] {
  const things = shuffled(draw, [...promised.read, ...promised.write]).slice(0, 6);
  const granted = [...promised.read, ...promised.write].flatMap((thing) => [
    ...ofThing(draw, project, thing),
    ...usesOf(draw, project, thing),
  ]);
  const others = [
    ...things.flatMap((thing) => aroundThing(draw, project, thing)),
    ...things.flatMap((thing) => (thing.key === undefined && draw.chance(0.8) ? [] : aroundUses(draw, project, thing))),
    ...ownSecrets(draw, project),
    ...[...ON_NOTHING, 'secretsmanager:BatchGetSecretValue'].map((action) => ({ action, resource: '*' })),
  ];
  const third = shuffled(draw, granted).slice(0, most / 3);
  return [...third, ...shuffled(draw, others).slice(0, most - third.length)];
}

/** What was granted, by each way to its value: it must be allowed. */
function ofThing(draw: Draw, { place }: Project, thing: Thing): Request[] {
  switch (thing.in) {
    case 'secrets-manager':
      return USED_ON_SECRETS.map((action) => ({ action, resource: secretArn(draw, place, filled(draw, thing.name)) }));
    case 'arn':
      return USED_ON_SECRETS.map((action) => ({ action, resource: thing.arn }));
    case 'parameter-store':
      return USED_ON_PARAMETERS.flatMap((action) =>
        [thing.own, thing.shared ?? thing.own].map((path) => ({
          action,
          resource: parameterArn(place, filled(draw, path)),
        })),
      );
  }
}

function aroundThing(draw: Draw, project: Project, thing: Thing): Request[] {
  switch (thing.in) {
    case 'secrets-manager':
      return aroundSecret(draw, project, filled(draw, thing.name));
    case 'arn':
      return aroundArn(draw, thing.arn);
    case 'parameter-store':
      return aroundParameter(draw, project, thing);
  }
}

function aroundSecret(draw: Draw, project: Project, name: string): Request[] {
  const { place } = project;
  const near = [...nearNames(draw, name), ...elsewhere(project, name)];
  const exact = secretArn(draw, place, name);
  const bare = exact.slice(0, -7);
  return [
    ...[...ON_SECRETS, ...USED_ON_SECRETS, ...USED_ON_SECRETS].map((action) => ({
      action,
      resource: secretArn(draw, place, name),
    })),
    ...near.flatMap((other) =>
      [GET, oneOf(draw, USED_ON_SECRETS)].map((action) => ({ action, resource: secretArn(draw, place, other) })),
    ),
    ...nearPlaces(draw, place).map((other) => ({
      action: oneOf(draw, USED_ON_SECRETS),
      resource: secretArn(draw, other, name),
    })),
    // Not the ARN of a secret: without a suffix, with a short or a long one, with other separators.
    ...[
      bare,
      `${bare}-`,
      exact.slice(0, -1),
      `${exact}${drawLetters(draw, 1)}`,
      exact.replace(':secret:', ':secret/'),
      exact.replace(':secret:', ':secrets:'),
      exact.replace(':secret:', ':'),
      exact.replace(':secret:', ':secret:secret:'),
      parameterArn(place, `/${name}`),
    ].map((resource) => ({ action: oneOf(draw, USED_ON_SECRETS), resource })),
    // Parameter Store reads secrets on its caller's behalf under this path.
    ...[`/aws/reference/secretsmanager/${name}`, `/${name}`, `/${name}-AbC123`].flatMap((path) =>
      USED_ON_PARAMETERS.map((action) => ({ action, resource: parameterArn(place, path) })),
    ),
  ];
}

function aroundArn(draw: Draw, arn: string): Request[] {
  const near = nearNames(draw, arn.slice(arn.indexOf(':secret:') + 8, -7));
  const [, partition = '', , region = '', account = ''] = arn.split(':');
  const place = { partition, region, account };
  return [
    ...[...ON_SECRETS, ...USED_ON_SECRETS].map((action) => ({ action, resource: arn })),
    ...nearPlaces(draw, place).map((other) => ({ action: GET, resource: arn.replace(home(place), home(other)) })),
    { action: GET, resource: arn.slice(0, -6) + drawLetters(draw, 6) },
    ...[arn.slice(0, -7), `${arn}s`].map((resource) => ({ action: GET, resource })),
    ...near.map((name) => ({ action: oneOf(draw, USED_ON_SECRETS), resource: secretArn(draw, place, name) })),
  ];
}

function aroundParameter(
  draw: Draw,
  project: Project,
  { own, shared }: Extract<Thing, { readonly in: 'parameter-store' }>,
): Request[] {
  const { place, deployment } = project;
  const leaf = filled(draw, own.slice(own.lastIndexOf('/') + 1));
  const folder = own.slice(0, own.lastIndexOf('/'));
  const under = shared?.slice(0, shared.lastIndexOf('/'));
  const folders = [folder, ...(under === undefined ? [] : [under])];
  const others = otherDeployments(draw, deployment);
  return [
    ...folders.flatMap((each) =>
      [...ON_PARAMETERS, ...USED_ON_PARAMETERS].map((action) => ({
        action,
        resource: parameterArn(place, `${each}/${leaf}`),
      })),
    ),
    ...folders.flatMap((each) =>
      nearNames(draw, leaf).map((name) => ({
        action: oneOf(draw, USED_ON_PARAMETERS),
        resource: parameterArn(place, `${each}/${name}`),
      })),
    ),
    ...[
      ...others.map((other) => ownPath(other, leaf)),
      ...others.map(({ namespace }) => sharedPath(namespace, leaf)),
      ...[sharedPath(deployment.namespace, leaf), `/amplify/${leaf}`, `/amplify/shared/${leaf}`, `/${leaf}`],
      ...nearNames(draw, folder).map((near) => `/${near}/${leaf}`.replace('//', '/')),
    ].flatMap((path) =>
      (isParameterPath(path) || path.includes('@') ? ['ssm:GetParameter', oneOf(draw, USED_ON_PARAMETERS)] : []).map(
        (action) => ({ action, resource: parameterArn(place, path) }),
      ),
    ),
    // With its folder readable, a parameter would need no grant.
    ...[folder, under ?? folder, `${folder}/`, folder.slice(0, folder.lastIndexOf('/')), '/amplify', '/'].map(
      (path) => ({
        action: 'ssm:GetParametersByPath',
        resource: parameterArn(place, path),
      }),
    ),
    ...nearPlaces(draw, place).map((other) => ({
      action: oneOf(draw, USED_ON_PARAMETERS),
      resource: parameterArn(other, `${oneOf(draw, folders)}/${leaf}`),
    })),
    ...USED_ON_SECRETS.flatMap((action) => [
      { action, resource: parameterArn(place, `${folder}/${leaf}`) },
      { action, resource: secretArn(draw, place, `${folder}/${leaf}`) },
      { action, resource: secretArn(draw, place, leaf) },
    ]),
  ];
}

/** Deployments that a carelessly built path would confuse with this one. */
function otherDeployments(draw: Draw, deployment: Deployment): Deployment[] {
  const { namespace, name } = deployment;
  return [
    { ...deployment, name: `${name}x` },
    { ...deployment, name: name.replace(/[^A-Za-z0-9]/g, '') },
    { ...deployment, name: name.toUpperCase() },
    { ...deployment, name: 'main' },
    { ...deployment, namespace: `${namespace}x` },
    { ...deployment, namespace: namespace.slice(0, -1) || 'x' },
    { ...deployment, namespace: oneOf(draw, APP_IDS) },
    ...(['sandbox', 'branch', 'standalone'] as const).map((type) => ({ ...deployment, type })),
  ].filter((other) => JSON.stringify(other) !== JSON.stringify(deployment));
}

/** The same name under every other environment and app, declared or not. */
function elsewhere({ sets }: Project, name: string): string[] {
  const [app = '', environment = '', ...rest] = name.split('/');
  if (rest.length === 0) return [];
  const leaf = rest.join('/');
  const environments = [
    ...sets.flatMap((set) => environmentsOf(set).map((each) => each.name)),
    'production',
    'sandbox2',
  ];
  return [
    ...environments.map((other) => `${app}/${other}/${leaf}`),
    ...['myapp', 'myap', 'shop', `${app}2`, ...sets.map((set) => set.app)].map(
      (other) => `${other}/${environment}/${leaf}`,
    ),
    `${app}/${leaf}`,
    `${environment}/${app}/${leaf}`,
  ].filter((other) => other !== name);
}

/** Secrets of the project itself, in every environment: some were granted, most were not. */
function ownSecrets(draw: Draw, project: Project): Request[] {
  const all = project.sets.flatMap((set) =>
    environmentsOf(set).flatMap((environment) =>
      namesOf(set, { kind: 'all', set: set.app }, environment).flatMap((name) =>
        environment.store === 'secrets-manager'
          ? USED_ON_SECRETS.map((action) => ({ action, resource: secretArn(draw, project.place, name) }))
          : USED_ON_PARAMETERS.flatMap((action) =>
              [ownPath(project.deployment, name), sharedPath(project.deployment.namespace, name)].map((path) => ({
                action,
                resource: parameterArn(project.place, path),
              })),
            ),
      ),
    ),
  );
  return shuffled(draw, all).slice(0, 60);
}
