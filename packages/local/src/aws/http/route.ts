import { AwsError } from '../../aws-error.js';
import type { ReceivedRequest } from './canonical-request.js';

export type Service = 'secretsmanager' | 'ssm' | 'sts';

export interface Route {
  readonly service: Service;
  readonly operation: string;
}

const targets: ReadonlyMap<string, Service> = new Map([
  ['secretsmanager', 'secretsmanager'],
  ['AmazonSSM', 'ssm'],
]);

/** Which operation a request asks for: by `X-Amz-Target` (AWS JSON) or by the form field `Action` (Query, STS). */
export function routeOf(request: ReceivedRequest): Route {
  if (request.method !== 'POST') {
    throw unknownOperation(`The local AWS answers POST, not ${request.method}.`);
  }
  const target = request.header('x-amz-target');
  if (target !== undefined) {
    const [prefix = '', operation = '', ...more] = target.split('.');
    const service = targets.get(prefix);
    if (service === undefined || !/^\w{1,128}$/.test(operation) || more.length > 0) {
      throw unknownOperation(
        'The local AWS speaks Secrets Manager, Parameter Store and STS; X-Amz-Target names none of them.',
      );
    }
    return { service, operation };
  }
  if (request.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    const operation = new URLSearchParams(request.body.toString()).get('Action') ?? '';
    if (/^\w{1,128}$/.test(operation)) return { service: 'sts', operation };
  }
  throw unknownOperation('The request names no operation: neither X-Amz-Target nor a form field Action.');
}

export function unknownOperation(message: string): AwsError {
  return new AwsError('UnknownOperationException', message);
}
