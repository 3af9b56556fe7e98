import { AwsError } from '../../aws-error.js';
import { notALocalService, otherService } from './other-service.js';
import type { ReceivedRequest } from './received-request.js';

export type Service = 'secretsmanager' | 'ssm' | 'sts';

export interface Route {
  readonly service: Service;
  readonly operation: string;
}

/** By the first part of `X-Amz-Target`. */
const SERVICES: ReadonlyMap<string, Service> = new Map([
  ['secretsmanager', 'secretsmanager'],
  ['AmazonSSM', 'ssm'],
]);

/** The operation that a request asks for: by `X-Amz-Target` (AWS JSON) or by the form field `Action` (Query, STS). */
export function routeOf(request: ReceivedRequest): Route {
  const other = otherService(request);
  if (other !== undefined) throw notALocalService(other);
  if (request.method !== 'POST') {
    throw unknownOperation(`The method must be POST, and got ${request.method}.`);
  }
  const target = request.header('x-amz-target');
  if (target !== undefined) {
    const [prefix = '', operation = '', ...more] = target.split('.');
    const service = SERVICES.get(prefix);
    if (service === undefined || !/^\w{1,128}$/.test(operation) || more.length > 0) {
      throw unknownOperation('X-Amz-Target must name an operation of Secrets Manager, Parameter Store or STS.');
    }
    return { service, operation };
  }
  if (request.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    const operation = new URLSearchParams(request.body.toString()).get('Action') ?? '';
    if (/^\w{1,128}$/.test(operation)) return { service: 'sts', operation };
  }
  throw unknownOperation('The request must name an operation, in X-Amz-Target or in the form field Action.');
}

export function unknownOperation(message: string): AwsError {
  return new AwsError('UnknownOperationException', message);
}
