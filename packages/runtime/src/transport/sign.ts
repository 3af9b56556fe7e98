import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentials } from './credentials.js';
import type { Service } from './transport.js';

export interface Signable {
  readonly host: string;
  /** `secretsmanager.GetSecretValue` */
  readonly target: string;
  readonly body: string;
  readonly service: Service;
  readonly region: string;
}

/**
 * The headers of a signed AWS JSON 1.1 request: Signature Version 4 for the one form of request that we send, a POST to `/`
 * without a query. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * Our own, because in a bundle for Node `@smithy/signature-v4` brings 140 kB along; a test holds it against that package.
 */
export function signedHeaders(
  { host, target, body, service, region }: Signable,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
  date: Date,
): Record<string, string> {
  const time = date.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  // In the order of the canonical request, which is alphabetical.
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    'x-amz-target': target,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const canonical = ['POST', '/', '', ...lines, '', names, sha256(body)].join('\n');
  const scope = [day, region, service, 'aws4_request'];
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')).toString(
    'hex',
  );
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
