import type { Draw } from '../iam-oracle/draw.js';
import { keysIn } from './draw-keys.js';
import { oneOf } from './draw-names.js';
import { filled, home, parameterArn, secretArn } from './drawn-arns.js';
import { nearNames, nearPlaces } from './near-misses.js';
import type { Project } from './project.js';
import type { Thing } from './promised.js';
import type { KeyUse, Request } from './request.js';

const USES = ['kms:Decrypt', 'kms:GenerateDataKey'];
const OTHER_USES = [
  'CreateGrant',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKeyWithoutPlaintext',
  'GetKeyPolicy',
  'PutKeyPolicy',
  'ReEncryptFrom',
  'ReEncryptTo',
  'ScheduleKeyDeletion',
].map((name) => `kms:${name}`);

/** How its store uses its key. */
export function usesOf(draw: Draw, project: Project, thing: Thing): Request[] {
  const { key } = thing;
  return key === undefined
    ? []
    : USES.map((action) => ({ action, resource: key, through: useFor(draw, project, thing) }));
}

function useFor(draw: Draw, { place }: Project, thing: Thing): KeyUse {
  if (thing.in === 'parameter-store') {
    const path = filled(draw, draw.chance(0.5) ? thing.own : (thing.shared ?? thing.own));
    return { service: `ssm.${place.region}.amazonaws.com`, field: 'PARAMETER_ARN', of: parameterArn(place, path) };
  }
  const of = thing.in === 'arn' ? thing.arn : secretArn(draw, place, filled(draw, thing.name));
  return { service: `secretsmanager.${of.split(':')[3]}.amazonaws.com`, field: 'SecretARN', of };
}

/** Other keys, other services, other secrets, other uses: of a thing without a key, all of them. */
export function aroundUses(draw: Draw, project: Project, thing: Thing): Request[] {
  const { place } = project;
  const use = useFor(draw, project, thing);
  const key = thing.key ?? oneOf(draw, keysIn(place));
  const leaf = thing.in === 'secrets-manager' ? filled(draw, thing.name) : 'stripe';
  const others: readonly KeyUse[] = [
    ...nearNames(draw, leaf).map((name) => ({ ...use, of: secretArn(draw, place, name) })),
    ...nearPlaces(draw, place).map((other) => ({ ...use, of: use.of.replace(home(place), home(other)) })),
    ...[use.of.slice(0, -1), `${use.of}x`, use.of.slice(0, -7)].map((of) => ({ ...use, of })),
    ...['PARAMETER_ARN', 'SecretARN', 'SecretVersionId', 'aws:lambda:FunctionArn', ''].map((field) => ({
      ...use,
      field,
    })),
    ...[
      `ssm.${place.region}.amazonaws.com`,
      `secretsmanager.${place.region}.amazonaws.com`,
      'secretsmanager.ap-northeast-3.amazonaws.com',
      `secretsmanager.${place.region}.amazonaws.com.example.org`,
      'secretsmanager.amazonaws.com',
      `s3.${place.region}.amazonaws.com`,
      '',
    ].map((service) => ({ ...use, service })),
  ];
  return [
    ...[...USES, ...OTHER_USES].map((action) => ({ action, resource: key, through: use })),
    ...keysIn(place).map((resource) => ({ action: oneOf(draw, USES), resource, through: use })),
    { action: 'kms:Decrypt', resource: key.slice(0, -1), through: use },
    { action: 'kms:Decrypt', resource: key.replace(':key/', ':alias/'), through: use },
    ...others.map((through) => ({ action: oneOf(draw, USES), resource: key, through })),
  ];
}
