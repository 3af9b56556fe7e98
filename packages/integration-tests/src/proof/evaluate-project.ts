import { type Backend, type BackendFunction, can, type Decision, type Role } from '@amplify-secrets/local';
import { type AccessRequest, evaluate, type NamedPolicy } from '@amplify-secrets/local/iam';
import type { Draw } from '../iam-oracle/draw.js';
import { mayDo, promisedTo } from './declared-access.js';
import { drawRequests } from './draw-requests.js';
import type { Kit } from './kit.js';
import type { Grantee, Project } from './project.js';
import type { KeyUse, Request } from './request.js';
import { refuse, synthesizeProject } from './synthesize-project.js';

/** One request, what the declaration promises and what the synthesised policies decide. */
export interface Pair {
  readonly grantee: Grantee;
  readonly request: Request;
  readonly promised: boolean;
  readonly decision: Decision;
}

/** Whether a pair is as promised; an unknown decision is not. */
export function isKept({ promised, decision }: Pair): boolean {
  return decision.effect === (promised ? 'allow' : 'deny');
}

/** Synthesises a project and puts up to `most` requests to each of its grantees. Throws what synthesis throws. */
export function* evaluateProject(kit: Kit, project: Project, draw: Draw, most: number): Generator<Pair> {
  const backend = synthesizeProject(kit, project);
  for (const grantee of project.grantees) {
    const requests = drawRequests(draw, project, promisedTo(project, grantee), most);
    yield* evaluateRequests(backend, project, grantee, requests);
  }
  // Last: a kit that fails otherwise may also end this synthesis in another way, which would hide what it grants.
  refuse(kit, project);
}

export function* evaluateRequests(
  backend: Backend,
  project: Project,
  grantee: Grantee,
  requests: readonly Request[],
): Generator<Pair> {
  const promise = promisedTo(project, grantee);
  const asked = askerOf(backend, grantee);
  for (const request of requests) {
    const promised = mayDo(promise, project, request);
    yield { grantee, request, promised, decision: asked(request) };
  }
}

/** With a key policy that delegates to the IAM policies of the role's account, as default policies do. */
function requestForKey(role: Role, action: string, key: string, { service, field, of }: KeyUse): AccessRequest {
  const Principal = { AWS: `arn:${role.arn.split(':')[1]}:iam::${role.account}:root` };
  const Statement = [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal }];
  return {
    role,
    action,
    resource: key,
    context: {
      ...(service !== '' && { 'kms:viaservice': service }),
      ...(field !== '' && { [`kms:encryptioncontext:${field.toLowerCase()}`]: of }),
    },
    resourcePolicy: { name: 'key policy', document: { Version: '2012-10-17', Statement } },
    resourcePolicyRule: 'key',
  };
}

function askerOf(backend: Backend, grantee: Grantee): (request: Request) => Decision {
  const fn = functionOf(backend, grantee);
  const role = roleOf(backend, grantee);
  return ({ action, resource, through }) => {
    if (through !== undefined) return evaluate(requestForKey(role, action, resource, through));
    const resourcePolicy = doorOf(role, resource);
    return fn !== undefined && resourcePolicy === undefined
      ? can(backend, fn, action, resource)
      : evaluate({ role, action, resource, ...(resourcePolicy && { resourcePolicy }) });
  };
}

export function roleOf(backend: Backend, grantee: Grantee): Role {
  const role = functionOf(backend, grantee)?.role ?? backend.roles.find(({ name }) => name === grantee.id);
  if (role === undefined) throw new Error(`no role of ${grantee.id} in the templates`);
  return role;
}

/** Undefined for a role without a function. Amplify's functions are found by their name in `defineFunction`. */
function functionOf(backend: Backend, { id }: Grantee): BackendFunction | undefined {
  return backend.functions.find(({ name, functionName }) => name === id || functionName === id);
}

/**
 * A resource policy of another account that allows our whole account. A request across accounts needs both sides: without this, every
 * request to a wrong account would be denied by the other side, whatever our policies allow.
 */
export function doorOf(role: Role, resource: string): NamedPolicy | undefined {
  const [, partition, , , owner] = resource.split(':');
  if (owner === undefined || owner === '' || owner === role.account) return undefined;
  const Principal = { AWS: `arn:${partition}:iam::${role.account}:root` };
  return {
    name: 'open door',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principal }] },
  };
}
