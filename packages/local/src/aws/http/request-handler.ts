import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AccessTrail, type Authorize, createAccess } from '../../authorization/access.js';
import type { Credentials, Principal } from '../../authorization/credentials.js';
import { AwsError } from '../../aws-error.js';
import type { Account } from '../account/account.js';
import { idsIn, parseBody } from '../api/json-body.js';
import { type Fault, isUnanswered } from '../faults/fault.js';
import type { FaultSource } from '../faults/faults.js';
import type { Call } from './calls.js';
import { deliver } from './delivery.js';
import {
  type HttpResponse,
  jsonErrorResponse,
  jsonResponse,
  restXmlErrorResponse,
  xmlErrorResponse,
} from './http-response.js';
import { otherService } from './other-service.js';
import { type ReceivedRequest, receivedRequest } from './received-request.js';
import { type Route, routeOf } from './route.js';
import { runOperation } from './run-operation.js';
import { readBody } from './server.js';
import { verifySignature } from './signature.js';

export interface HandlerInput {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly authorize: Authorize;
  readonly now: () => number;
  /** The clock of the callers, where the local AWS's has moved ahead of it. */
  readonly callersNow: () => number;
  readonly random: () => number;
  readonly faultFor: FaultSource['faultFor'];
  readonly record: (call: Call) => void;
}

/** What becomes known of a request while it is handled; in the end it goes into the call log. */
interface Progress {
  readonly requestId: string;
  readonly at: number;
  readonly trail: AccessTrail;
  route?: Route;
  principal?: Principal;
  region?: string;
  fault?: Fault;
}

/** Handles a request: whole body, route, signature, fault, then constraints, access and effects in the operation itself. */
export function createRequestHandler(input: HandlerInput) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    const progress: Progress = {
      requestId: randomUUID(),
      at: input.now(),
      trail: { resources: [], denied: [], unknowns: [], decisions: [] },
    };
    // SDK clients correct their clock by this header, so it shows the injected time.
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
    return { answer: handle(request, progress, input), outcome: 'ok' };
  } catch (thrown) {
    // A bug of ours is answered as AWS would answer its own, and without detail: that could hold a value.
    const error = thrown instanceof AwsError ? thrown : new AwsError('InternalServiceError', 'Internal failure', 500);
    return { answer: errorResponse(error, request, progress), outcome: error.name };
  }
}

/** In the protocol of the service that was asked. */
function errorResponse(error: AwsError, request: ReceivedRequest | undefined, progress: Progress): HttpResponse {
  const protocol = request && progress.route === undefined ? otherService(request)?.protocol : undefined;
  if (protocol === 'rest-xml') return restXmlErrorResponse(error, progress.requestId);
  const service = progress.route?.service;
  const isQuery = service === 'sts' || protocol === 'query';
  return isQuery ? xmlErrorResponse(error, progress.requestId) : jsonErrorResponse(error, service);
}

function handle(request: ReceivedRequest, progress: Progress, input: HandlerInput): HttpResponse {
  const { account, credentials, authorize, random } = input;
  const { requestId, at, trail } = progress;
  const route = routeOf(request);
  progress.route = route;
  const { key, region } = verifySignature(request, route.service, credentials, at, input.callersNow());
  const principal = account.current(key.principal);
  progress.principal = principal;
  progress.region = region;
  const body = route.service === 'sts' ? new URLSearchParams(request.body.toString()) : parseBody(request.body);
  const fault = input.faultFor({ ...route, ids: idsIn(body) });
  if (fault) progress.fault = fault;
  if (fault?.kind === 'throttle') throw new AwsError('ThrottlingException', 'Rate exceeded');
  if (fault?.kind === 'error') throw unavailable(fault.status ?? 500);
  if (isUnanswered(fault)) return jsonResponse({});
  const access = createAccess({
    principal,
    place: { account: principal.account, region },
    at,
    userAgent: request.header('user-agent') ?? '',
    authorize,
    keyPolicies: account.keyPolicies,
    trail,
  });
  const issue = (expiresAt: number) => credentials.issue(principal, expiresAt, true);
  return runOperation({ ...route, requestId, key, issue, region, body }, account, { at, random, access });
}

function unavailable(status: 500 | 503): AwsError {
  if (status === 503) return new AwsError('ServiceUnavailable', 'Service is unavailable.', 503);
  return new AwsError('InternalServiceError', 'An error occurred on the server side.', 500);
}

function callFrom(progress: Progress, answer: HttpResponse, outcome: string): Call {
  const { at, trail, route, principal, region, fault } = progress;
  const isDamaged = fault !== undefined && ['hang', 'reset', 'malformed', 'mixup'].includes(fault.kind);
  return {
    at,
    service: route?.service ?? 'unknown',
    operation: route?.operation ?? 'unknown',
    principal: principal?.arn ?? 'anonymous',
    region: region ?? 'unknown',
    ...trail,
    outcome: isDamaged && outcome === 'ok' ? fault.kind : outcome,
    status: isUnanswered(fault) ? 0 : answer.status,
    ...(fault && { fault: fault.kind }),
  };
}
