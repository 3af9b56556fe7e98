import { parseArn } from '../arn/arn.js';
import { keyUse } from '../authorization/key-use.js';
import type { SeededKey } from '../aws/seeds/key-seeds.js';
import type { Backend, BackendFunction } from '../backend/model.js';
import type { Decision, KeyId, NamedPolicy } from '../iam/model.js';
import { decide, declaredSecret, mostPermissive, type ResourceFacts, unknownDecision } from './decide.js';

/** A secret or a parameter. */
export interface MatrixResource extends ResourceFacts {
  /** As a table shows it. */
  readonly name: string;
  readonly arn: string;
  /** Absent: AWS's own key. */
  readonly kmsKeyId?: KeyId;
}

/** ARNs, of which no more is known than the templates declare; or the secrets, parameters and keys of a local AWS. */
export type MatrixResources =
  | readonly string[]
  | {
      readonly secrets?: readonly MatrixResource[];
      readonly parameters?: readonly MatrixResource[];
      readonly keys?: readonly SeededKey[];
    };

/** One function's access to one resource. */
export interface AccessMatrixRow {
  readonly function: string;
  readonly resource: MatrixResource;
  /** By `secretsmanager:GetSecretValue`, or any of Parameter Store's: `ssm:GetParameter`, `ssm:GetParametersByPath`, … */
  readonly read: Decision;
  /** By `secretsmanager:PutSecretValue`, `UpdateSecret` or `UpdateSecretVersionStage`, or by `ssm:PutParameter`. */
  readonly write: Decision;
}

/**
 * Decides for every function and every resource who may read it and who may write it. A resource under a customer-managed key
 * also needs the use of that key, whose policy must be in the templates or in `keys`. A secret that is given by its ARN alone,
 * and that no template declares, counts as encrypted with AWS's own key.
 *
 * `resources` defaults to the secrets that the templates declare.
 *
 * @example
 * ```ts
 * accessMatrix(backend, { secrets: aws.secrets.list(), parameters: aws.parameters.list(), keys: aws.keys.list() });
 * ```
 */
export function accessMatrix(backend: Backend, resources: MatrixResources = backend): readonly AccessMatrixRow[] {
  const listed = listResources(resources).map((resource) => ({
    ...declaredSecret(backend, resource.arn),
    ...resource,
  }));
  const known = { ...backend, keyPolicies: new Map([...backend.keyPolicies, ...keysIn(resources)]) };
  return backend.functions.flatMap((fn) =>
    listed.map((resource) => ({
      function: fn.name,
      resource,
      read: decideFor(known, fn, resource, 'read'),
      write: decideFor(known, fn, resource, 'write'),
    })),
  );
}

/** The actions that give access to a value; each is enough. */
const ACTIONS = {
  secretsmanager: {
    read: ['secretsmanager:GetSecretValue'],
    // Moving AWSCURRENT to another version also changes what is read.
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

function decideFor(backend: Backend, fn: BackendFunction, resource: MatrixResource, way: 'read' | 'write'): Decision {
  const { arn, kmsKeyId: keyId } = resource;
  const place = parseArn(arn);
  const service = place?.service;
  if (place === undefined || (service !== 'secretsmanager' && service !== 'ssm')) {
    return unknownDecision(`${arn} is neither a secret nor a parameter`);
  }
  const ways = ACTIONS[service][way].map((action) => decide(backend, fn, { action, arn, facts: resource }));
  if (service === 'ssm' && way === 'read') {
    const action = 'ssm:GetParametersByPath';
    // A path has no tags.
    ways.push(...pathsAbove(arn).map((path) => decide(backend, fn, { action, arn: path, facts: { tags: {} } })));
  }
  const decision = mostPermissive(ways);
  const encryptionContext = service === 'ssm' ? { PARAMETER_ARN: arn } : { SecretARN: arn, SecretVersionId: undefined };
  const use = keyUse({ place, keyId, service, encryptionContext });
  if (use === undefined || decision.effect !== 'allow') return decision;
  if ('unknown' in use) return unknownDecision(use.unknown);
  const uses = KEY_ACTIONS[service][way].map((action) => decide(backend, fn, { action, arn: use.resource, ...use }));
  return uses.find(({ effect }) => effect === 'deny') ?? uses.find(({ effect }) => effect !== 'allow') ?? decision;
}

/** GetParametersByPath is authorised on the path in the request, which may be any above the parameter. */
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
