import type { Decision } from '../iam/model.js';
import { can } from './can.js';
import type { Backend, BackendFunction } from './model.js';

/** A secret or a parameter; `name` is what a table shows. */
export interface MatrixResource {
  readonly name: string;
  readonly arn: string;
}

/** ARNs, or the secrets and parameters of a local AWS. */
export type MatrixResources =
  | readonly string[]
  | { readonly secrets?: readonly MatrixResource[]; readonly parameters?: readonly MatrixResource[] };

export interface AccessMatrixRow {
  readonly function: string;
  readonly resource: MatrixResource;
  /** Reading the value, by `secretsmanager:GetSecretValue` or any of Parameter Store's ways: `ssm:GetParameter`, … */
  readonly read: Decision;
  /** Writing it, by `secretsmanager:PutSecretValue` or `UpdateSecret`, or by `ssm:PutParameter`. */
  readonly write: Decision;
}

/**
 * Decides for every function and every resource who may read and who may write. Without `resources`: the secrets that the
 * templates declare. A secret under a key of the templates also needs the use of that key.
 */
export function accessMatrix(backend: Backend, resources: MatrixResources = backend): readonly AccessMatrixRow[] {
  const listed = listResources(resources);
  return backend.functions.flatMap((fn) =>
    listed.map((resource) => ({
      function: fn.name,
      resource,
      read: decide(backend, fn, resource, 'read'),
      write: decide(backend, fn, resource, 'write'),
    })),
  );
}

/** The ways to a value, each of which is enough. */
const ACTIONS = {
  secretsmanager: {
    read: ['secretsmanager:GetSecretValue'],
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret'],
  },
  ssm: {
    read: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'],
    write: ['ssm:PutParameter'],
  },
};

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
const KEY_ACTIONS = { read: ['kms:Decrypt'], write: ['kms:GenerateDataKey', 'kms:Decrypt'] };

function decide(backend: Backend, fn: BackendFunction, { arn }: MatrixResource, way: 'read' | 'write'): Decision {
  const [, , service, region] = arn.split(':');
  if (service !== 'secretsmanager' && service !== 'ssm') {
    return { effect: 'unknown', reason: 'unknown', unknowns: [`${arn} is neither a secret nor a parameter`] };
  }
  const ways = ACTIONS[service][way].map((action) => can(backend, fn, action, arn));
  if (service === 'ssm' && way === 'read') {
    ways.push(...pathsAbove(arn).map((path) => can(backend, fn, 'ssm:GetParametersByPath', path)));
  }
  const decision = widest(ways);
  const key = backend.secrets.find((secret) => secret.arn === arn)?.kmsKeyId;
  if (key === undefined || decision.effect !== 'allow') return decision;
  const keyArn = key.startsWith('arn:') ? key : `arn:${backend.partition}:kms:${region}:${backend.account}:key/${key}`;
  const context = {
    'kms:viaservice': `secretsmanager.${region}.amazonaws.com`,
    'kms:encryptioncontext:secretarn': arn,
  };
  const uses = KEY_ACTIONS[way].map((action) => can(backend, fn, action, keyArn, context));
  return uses.find(({ effect }) => effect !== 'allow') ?? decision;
}

/** `GetParametersByPath` is authorised on the path asked for, which may be any above the parameter. */
function pathsAbove(arn: string): readonly string[] {
  const above = arn.slice(0, arn.lastIndexOf('/'));
  return above.includes('/') ? [above, ...pathsAbove(above)] : [];
}

function widest(decisions: readonly Decision[]): Decision {
  const [first] = (['allow', 'unknown', 'deny'] as const).flatMap((effect) =>
    decisions.filter((decision) => decision.effect === effect),
  );
  return first ?? { effect: 'unknown', reason: 'unknown', unknowns: ['nothing was asked'] };
}

function listResources(resources: MatrixResources): readonly MatrixResource[] {
  if ('secrets' in resources || 'parameters' in resources) {
    return [...(resources.secrets ?? []), ...(resources.parameters ?? [])];
  }
  return isList(resources) ? resources.map((arn) => ({ arn, name: nameIn(arn) })) : [];
}

function isList(resources: MatrixResources): resources is readonly string[] {
  return Array.isArray(resources);
}

/** `…:secret:app/prod/stripe-AbCdEf` shows as `app/prod/stripe`, `…:parameter/amplify/x` as `/amplify/x`. */
function nameIn(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.replace(/^secret:(.+)-.{6}$/, '$1').replace(/^parameter\//, '/');
}
