import type { AwsCredentials } from './aws-credentials.js';
import type { Operation, Service } from './transport.js';

// Not imported, for the reason in exchange.ts.
const { createHmac, hash } = process.getBuiltinModule('node:crypto');

export interface Signable {
  readonly host: string;
  readonly service: Service;
  readonly operation: Operation;
  readonly region: string;
  readonly body: string;
}

/**
 * The headers of a signed AWS JSON 1.1 request: Signature Version 4 for a POST to `/` without a query, the only kind sent here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * `@smithy/signature-v4` would add 140 kB to a bundle; a test compares the signatures with those of that package.
 */
export function signedHeaders(
  { host, service, operation, region, body }: Signable,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
  date: Date,
): Record<string, string> {
  const time = date.toISOString().replace(/[:-]|\.\d{3}/g, '');
  // In alphabetical order, as the canonical request needs them.
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host,
    'x-amz-date': time,
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
    'x-amz-target': `${service === 'ssm' ? 'AmazonSSM' : service}.${operation}`,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${hash('sha256', body)}`;
  const steps = [time.slice(0, 8), region, service, 'aws4_request'];
  const scope = steps.join('/');
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`;
  const signature = [...steps, toSign].reduce<string | Buffer>(
    (key, text) => createHmac('sha256', key).update(text).digest(),
    `AWS4${secretAccessKey}`,
  );
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`;
  return headers;
}
