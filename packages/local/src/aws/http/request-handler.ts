import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AccessTrail, type Authorize, createAccess } from '../../authorization/access.js';
import type { Credentials, Principal } from '../../authorization/credentials.js';
import { AwsError, notHere } from '../../aws-error.js';
import type { Account } from '../account/account.js';
import { idsIn, parseBody } from '../api/json-body.js';
import type { Invocation, Json } from '../api/operation.js';
import type { Fault, FaultedCall } from '../faults/faults.js';
import { parameterOperations } from '../parameter-store/parameter-operations.js';
import { absentSecretsManagerOperations, secretsManagerOperations } from '../secrets-manager/secrets-manager.js';
import { callerIdentity } from '../sts/get-caller-identity.js';
import { type Answer, jsonAnswer, jsonError, xmlAnswer, xmlError } from './answer.js';
import type { Call } from './calls.js';
import { type ReceivedRequest, receivedRequest } from './canonical-request.js';
import { deliver } from './delivery.js';
import { type Route, routeOf, unknownOperation } from './route.js';
import { readBody } from './server.js';
import { verifySignature } from './signature.js';

export interface HandlerInput {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly authorize: Authorize;
  readonly now: () => number;
  readonly random: () => number;
  readonly strike: (call: FaultedCall) => Fault | undefined;
  readonly record: (call: Call) => void;
}

/** What becomes known of a request on its way; what is known when it ends goes into the call log. */
interface Progress {
  readonly requestId: string;
  readonly at: number;
  readonly trail: AccessTrail;
  route?: Route;
  principal?: Principal;
  region?: string;
  fault?: Fault;
}

/** A request's way: whole body, route, signature, fault, then constraints, access and effects in the operation itself. */
export function createRequestHandler(input: HandlerInput) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    const progress: Progress = {
      requestId: randomUUID(),
      at: input.now(),
      trail: { resources: [], denied: [], unknowns: [] },
    };
    // SDK clients correct their clock by this header, so it tells the injected time.
    response.setHeader('Date', new Date(progress.at).toUTCString());
    response.setHeader('x-amzn-RequestId', progress.requestId);
    const { answer, outcome } = answerTo(body && receivedRequest(message, body), progress, input);
    input.record(callFrom(progress, answer, outcome));
    deliver(response, answer, progress.fault);
  };
}

function answerTo(request: ReceivedRequest | undefined, progress: Progress, input: HandlerInput) {
  try {
    if (request === undefined) throw new AwsError('RequestEntityTooLargeException', 'The body exceeds 1 MiB.', 413);
    return { answer: perform(request, progress, input), outcome: 'ok' };
  } catch (thrown) {
    // A fault of our own answers as AWS would and shows no detail: it could hold a value.
    const error = thrown instanceof AwsError ? thrown : new AwsError('InternalServiceError', 'Internal failure', 500);
    const isQuery = progress.route?.service === 'sts';
    return { answer: isQuery ? xmlError(error, progress.requestId) : jsonError(error), outcome: error.name };
  }
}

function perform(request: ReceivedRequest, progress: Progress, input: HandlerInput): Answer {
  const route = routeOf(request);
  progress.route = route;
  const { key, region } = verifySignature(request, route.service, input.credentials, progress.at);
  progress.principal = key.principal;
  progress.region = region;
  const body = route.service === 'sts' ? undefined : parseBody(request.body);
  const fault = input.strike({ ...route, ids: idsIn(body) });
  if (fault) progress.fault = fault;
  if (fault?.kind === 'throttle') throw new AwsError('ThrottlingException', 'Rate exceeded');
  if (fault?.kind === 'error') throw unavailable(fault.status ?? 500);
  if (fault?.kind === 'hang' || (fault?.kind === 'reset' && fault.when !== 'midway')) return jsonAnswer({});
  const access = createAccess({
    principal: key.principal,
    place: { account: input.account.id, region },
    at: progress.at,
    userAgent: request.header('user-agent') ?? '',
    authorize: input.authorize,
    keyPolicies: input.account.keyPolicies,
    trail: progress.trail,
  });
  if (route.service === 'sts') {
    if (route.operation !== 'GetCallerIdentity') throw notHere(`sts:${route.operation}`);
    return xmlAnswer(route.operation, callerIdentity(key.principal), progress.requestId);
  }
  const invocation = { at: progress.at, random: input.random, access };
  return jsonAnswer(run(route, body, region, invocation, input.account));
}

function run({ service, operation }: Route, body: unknown, region: string, call: Invocation, account: Account): Json {
  if (service === 'secretsmanager') {
    const found = secretsManagerOperations.get(operation);
    if (found) return found(account.secretsIn(region), body, call);
    if (absentSecretsManagerOperations.has(operation)) throw notHere(`secretsmanager:${operation}`);
    throw unknownOperation(`Secrets Manager has no operation ${operation}.`);
  }
  const found = parameterOperations.get(operation);
  if (found) return found(account.parametersIn(region), body, call);
  throw unknownOperation(
    `Of Systems Manager the local AWS has Parameter Store alone, and there no operation ${operation}.`,
  );
}

function unavailable(status: 500 | 503): AwsError {
  if (status === 503) return new AwsError('ServiceUnavailable', 'Service is unavailable.', 503);
  return new AwsError('InternalServiceError', 'An error occurred on the server side.', 500);
}

function callFrom({ at, trail, route, principal, region, fault }: Progress, answer: Answer, outcome: string): Call {
  const isLost = fault?.kind === 'hang' || (fault?.kind === 'reset' && fault.when !== 'midway');
  const isSpoilt = fault?.kind === 'hang' || fault?.kind === 'reset' || fault?.kind === 'malformed';
  return {
    at,
    service: route?.service ?? 'unknown',
    operation: route?.operation ?? 'unknown',
    principal: principal?.arn ?? 'anonymous',
    region: region ?? 'unknown',
    ...trail,
    outcome: isSpoilt && outcome === 'ok' ? fault.kind : outcome,
    status: isLost ? 0 : answer.status,
    ...(fault && { fault: fault.kind }),
  };
}
