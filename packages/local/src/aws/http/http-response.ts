import type { AwsError } from '../../aws-error.js';
import type { Json } from '../api/operation.js';
import type { StsResult } from '../sts/sts-operations.js';
import type { Service } from './route.js';

/** A whole HTTP response, before a fault damages it. */
export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const AWS_JSON = 'application/x-amz-json-1.1';

export function jsonResponse(body: Json): HttpResponse {
  return { status: 200, contentType: AWS_JSON, body: JSON.stringify(body) };
}

/** Errors that AWS answers in front of every service, before an operation runs. */
const BEFORE_THE_SERVICE =
  /^(InvalidSignature|IncompleteSignature|UnrecognizedClient|MissingAuthenticationToken|ExpiredToken|Serialization|UnknownOperation)Exception$/;

/** Secrets Manager's own errors have a `Message`, all others a `message`; ParameterNotFound has neither. */
export function jsonErrorResponse(error: AwsError, service: Service | undefined): HttpResponse {
  const member = service === 'secretsmanager' && !BEFORE_THE_SERVICE.test(error.name) ? 'Message' : 'message';
  return {
    status: error.status,
    contentType: AWS_JSON,
    headers: { 'x-amzn-ErrorType': error.name },
    body: JSON.stringify({ __type: error.name, ...(error.message !== '' && { [member]: error.message }) }),
  };
}

export function xmlResponse(operation: string, fields: StsResult, requestId: string): HttpResponse {
  const result = elements(fields);
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  const body = `<${operation}Result>${result}</${operation}Result>${metadata}`;
  return {
    status: 200,
    contentType: 'text/xml',
    body: `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${body}</${operation}Response>`,
  };
}

function elements(fields: StsResult): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${typeof value === 'string' ? escapeXml(value) : elements(value)}</${name}>`)
    .join('');
}

/** An error of the services that speak REST with XML, such as S3. */
export function restXmlErrorResponse({ name, message, status }: AwsError, requestId: string): HttpResponse {
  const fields = `<Code>${name}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId>`;
  return { status, contentType: 'application/xml', body: `<?xml version="1.0"?><Error>${fields}</Error>` };
}

/** The Query protocol has its own error codes, and answers a refused signature with 403. */
const QUERY_CODES = new Map([
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['IncompleteSignatureException', 'IncompleteSignature'],
  ['ExpiredTokenException', 'ExpiredToken'],
  ['ThrottlingException', 'Throttling'],
  ['InternalServiceError', 'InternalFailure'],
]);

export function xmlErrorResponse(error: AwsError, requestId: string): HttpResponse {
  const code = QUERY_CODES.get(error.name) ?? error.name;
  const refused = /^(InvalidClientTokenId|SignatureDoesNotMatch|MissingAuthenticationToken|ExpiredToken)$/.test(code);
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const fields = `<Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message>`;
  return {
    status: refused ? 403 : error.status,
    contentType: 'text/xml',
    body:
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
      `<Error>${fields}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

function escapeXml(value: string): string {
  const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
  return value.replace(/[<>&"]/g, (character) => entities[character] ?? character);
}
