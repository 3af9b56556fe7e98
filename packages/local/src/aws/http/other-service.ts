import { AwsError } from '../../aws-error.js';
import type { ReceivedRequest } from './received-request.js';

/** An AWS service that the local AWS does not have. */
export interface OtherService {
  /** As requests are signed for it: `s3`, `dynamodb`. */
  readonly name: string;
  /** As SDKs write it in AWS_ENDPOINT_URL_…: `S3`, `DYNAMODB`. */
  readonly variable: string;
  readonly protocol: 'rest-xml' | 'query' | 'json';
}

const OURS: ReadonlySet<string> = new Set(['secretsmanager', 'ssm', 'sts']);
const REST_XML: ReadonlySet<string> = new Set(['s3', 's3express', 'cloudfront', 'route53']);

/** The other service that a request was signed for; undefined where it was signed for one of ours, or not at all. */
export function otherService(request: ReceivedRequest): OtherService | undefined {
  const scope = /Credential=[^/,\s]+\/\d{8}\/[\w-]*\/([a-z0-9-]+)\/aws4_request/;
  const [, name] = scope.exec(request.header('authorization') ?? '') ?? [];
  if (name === undefined || OURS.has(name)) return undefined;
  // SDKs name the service in their user agent, since it can be signed under another name: SES is `email`.
  const agent = `${request.header('x-amz-user-agent') ?? ''} ${request.header('user-agent') ?? ''}`;
  const [, id = name] = /\bapi\/([\w-]+)#/.exec(agent) ?? [];
  const isForm = request.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  return {
    name,
    variable: id.replace(/[^A-Za-z0-9]/g, '_').toUpperCase(),
    protocol: REST_XML.has(name) ? 'rest-xml' : isForm ? 'query' : 'json',
  };
}

export function notALocalService({ name, variable }: OtherService): AwsError {
  const endpoint = `AWS_ENDPOINT_URL_${variable}`;
  return new AwsError(
    'NotImplementedException',
    `The request must be for secretsmanager, ssm or sts, which the local AWS has, and got ${name}. ` +
      `Send that service elsewhere: set ${endpoint} to its endpoint ` +
      `(for invoke: { environment: { ${endpoint}: 'http://127.0.0.1:…' } }), or give its client the option endpoint.`,
  );
}
