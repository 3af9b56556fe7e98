import type { AccessKey } from '../../authorization/credentials.js';
import { notImplemented } from '../../aws-error.js';
import type { Account } from '../account/account.js';
import type { OperationCall } from '../api/operation.js';
import { parameterStoreOperations } from '../parameter-store/parameter-store-operations.js';
import type { SecretStore } from '../secrets-manager/secret-store.js';
import { secretsManagerOperations } from '../secrets-manager/secrets-manager-operations.js';
import { type StsCall, stsOperations } from '../sts/sts-operations.js';
import { type HttpResponse, jsonResponse, xmlResponse } from './http-response.js';
import { type Route, unknownOperation } from './route.js';

export interface RoutedRequest extends Route {
  readonly requestId: string;
  /** The key that signed it. */
  readonly key: AccessKey;
  readonly issue: StsCall['issue'];
  readonly region: string;
  /** The JSON body, or STS's parameters. */
  readonly body: unknown;
}

/** Runs the operation that a request asks for, over the store of its region. */
export function runOperation(request: RoutedRequest, account: Account, call: OperationCall): HttpResponse {
  const { service, operation, requestId, key, issue, region, body } = request;
  switch (service) {
    case 'sts': {
      const run = stsOperations.get(operation);
      if (run === undefined) throw notImplemented(`sts:${operation}`);
      const parameters = body instanceof URLSearchParams ? body : new URLSearchParams();
      return xmlResponse(operation, run({ key, issue, parameters, at: call.at }), requestId);
    }
    case 'secretsmanager': {
      const run = secretsManagerOperations.get(operation);
      if (run) return jsonResponse(run(secretsFor(account, request), body, call));
      throw unknownOperation(`Secrets Manager has no operation ${operation}.`);
    }
    case 'ssm': {
      const run = parameterStoreOperations.get(operation);
      if (run) return jsonResponse(run(account.parametersIn(region, key.principal.account), body, call));
      throw unknownOperation(
        `Of Systems Manager, the local AWS has only Parameter Store, which has no operation ${operation}.`,
      );
    }
  }
}

/** An ARN names its owner; everything else is in the account of the caller. */
function secretsFor(account: Account, { key, region, body }: RoutedRequest): SecretStore {
  const own = account.secretsIn(region, key.principal.account);
  const secretId = typeof body === 'object' && body !== null && 'SecretId' in body ? body.SecretId : undefined;
  return typeof secretId === 'string' ? own.storeOf(secretId) : own;
}
