import { parseArn } from '../arn/arn.js';
import { keyUse } from '../authorization/key-use.js';
import type { SeededKey } from '../aws/seeds/key-seeds.js';
import type { Backend, BackendFunction } from '../backend/model.js';
import type { Decision, KeyId, NamedPolicy } from '../iam/model.js';
import { decide, declaredSecret, type ResourceFacts, unknownDecision, widest } from './decide.js';

/** A secret or a parameter; `name` is what a table shows. */
export interface MatrixResource extends ResourceFacts {
  readonly name: string;
  readonly arn: string;
  /** Absent: AWS's own key. */
  readonly kmsKeyId?: KeyId;
}

/** ARNs, of which only the templates tell more; or the secrets, parameters and keys of a local AWS. */
export type MatrixResources =
  | readonly string[]
  | {
      readonly secrets?: readonly MatrixResource[];
      readonly parameters?: readonly MatrixResource[];
      readonly keys?: readonly SeededKey[];
    };

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
 * templates declare. What is under a customer-managed key also needs the use of that key, whose policy the templates or
 * `keys` must tell; a secret that is but an ARN here, and in no template, is taken to be under AWS's own key.
 *
 * @example
 * accessMatrix(backend, { secrets: aws.secrets.list(), parameters: aws.parameters.list(), keys: aws.keys.list() });
 */
export function accessMatrix(backend: Backend, resources: MatrixResources = backend): readonly AccessMatrixRow[] {
  const listed = listResources(resources).map((resource) => ({
    ...declaredSecret(backend, resource.arn),
    ...resource,
  }));
  const judged = { ...backend, keyPolicies: new Map([...backend.keyPolicies, ...keysIn(resources)]) };
  return backend.functions.flatMap((fn) =>
    listed.map((resource) => ({
      function: fn.name,
      resource,
      read: judge(judged, fn, resource, 'read'),
      write: judge(judged, fn, resource, 'write'),
    })),
  );
}

/** The ways to a value, each of which is enough. */
const ACTIONS = {
  secretsmanager: {
    read: ['secretsmanager:GetSecretValue'],
    // Moving AWSCURRENT to another version changes what is read, too.
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret', 'secretsmanager:UpdateSecretVersionStage'],
  },
  ssm: {
    read: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'],
    write: ['ssm:PutParameter'],
  },
};

/**
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
const KEY_ACTIONS = {
  secretsmanager: { read: ['kms:Decrypt'], write: ['kms:GenerateDataKey', 'kms:Decrypt'] },
  ssm: { read: ['kms:Decrypt'], write: ['kms:Encrypt'] },
};

function judge(backend: Backend, fn: BackendFunction, resource: MatrixResource, way: 'read' | 'write'): Decision {
  const { arn, kmsKeyId: keyId } = resource;
  const place = parseArn(arn);
  const service = place?.service;
  if (place === undefined || (service !== 'secretsmanager' && service !== 'ssm')) {
    return unknownDecision(`${arn} is neither a secret nor a parameter`);
  }
  const ways = ACTIONS[service][way].map((action) => decide(backend, fn, { action, arn, facts: resource }));
  if (service === 'ssm' && way === 'read') {
    const action = 'ssm:GetParametersByPath';
    // A path is asked for as such and has no tags.
    ways.push(...pathsAbove(arn).map((path) => decide(backend, fn, { action, arn: path, facts: { tags: {} } })));
  }
  const decision = widest(ways);
  const encryptionContext = service === 'ssm' ? { PARAMETER_ARN: arn } : { SecretARN: arn, SecretVersionId: undefined };
  const use = keyUse({ place, keyId, service, encryptionContext });
  if (use === undefined || decision.effect !== 'allow') return decision;
  if ('unknown' in use) return unknownDecision(use.unknown);
  const uses = KEY_ACTIONS[service][way].map((action) => decide(backend, fn, { action, arn: use.resource, ...use }));
  return uses.find(({ effect }) => effect === 'deny') ?? uses.find(({ effect }) => effect !== 'allow') ?? decision;
}

/** `GetParametersByPath` is authorised on the path asked for, which may be any above the parameter. */
function pathsAbove(arn: string): readonly string[] {
  const above = arn.slice(0, arn.lastIndexOf('/'));
  return above.includes('/') ? [above, ...pathsAbove(above)] : [];
}

function listResources(resources: MatrixResources): readonly MatrixResource[] {
  if (isList(resources)) return resources.map((arn) => ({ arn, name: nameIn(arn) }));
  return [...(resources.secrets ?? []), ...(resources.parameters ?? [])];
}

function keysIn(resources: MatrixResources): readonly (readonly [string, NamedPolicy])[] {
  return isList(resources) ? [] : (resources.keys ?? []).map(({ arn, policy }) => [arn, policy] as const);
}

function isList(resources: MatrixResources): resources is readonly string[] {
  return Array.isArray(resources);
}

/** `…:secret:app/prod/stripe-AbCdEf` shows as `app/prod/stripe`, `…:parameter/amplify/x` as `/amplify/x`. */
function nameIn(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.replace(/^secret:(.+)-.{6}$/, '$1').replace(/^parameter\//, '/');
}
