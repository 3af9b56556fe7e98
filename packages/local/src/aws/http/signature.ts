import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AccessKey, Credentials } from '../../authorization/credentials.js';
import { AwsError } from '../../aws-error.js';
import { canonicalRequest } from './canonical-request.js';
import type { ReceivedRequest } from './received-request.js';

export interface SignedBy {
  readonly key: AccessKey;
  readonly region: string;
}

const FIVE_MINUTES = 5 * 60_000;

/**
 * Verifies the Signature Version 4 of a request, or throws the error that AWS would answer. The implementation shares no code
 * with any client's: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
 */
export function verifySignature(
  request: ReceivedRequest,
  service: string,
  credentials: Credentials,
  now: number,
  callersNow = now,
): SignedBy {
  const authorization = request.header('authorization');
  if (authorization === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const { scope, signedHeaders, signature } = parseAuthorization(authorization);
  const date = request.header('x-amz-date') ?? '';
  const signedAt = parseAmzDate(date);
  checkScope(scope, service, date);
  checkSignedHeaders(request, signedHeaders);
  const key = credentials.find(scope.keyId, request.header('x-amz-security-token'));
  const canonical = canonicalRequest(request, signedHeaders);
  const toSign = ['AWS4-HMAC-SHA256', date, scope.path, sha256(canonical)].join('\n');
  if (!isSame(signature, hmac(signingKey(key.secret, scope), toSign).toString('hex'))) throw mismatch();
  const declaredHash = request.header('x-amz-content-sha256');
  if (declaredHash !== undefined && declaredHash !== sha256(request.body)) throw mismatch();
  checkClock(date, signedAt, Math.abs(signedAt - callersNow) <= FIVE_MINUTES ? callersNow : now);
  if (key.expiresAt !== undefined && now >= key.expiresAt) {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  return { key, region: scope.region };
}

interface Scope {
  readonly keyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Everything after the key id, as written. */
  readonly path: string;
}

function parseAuthorization(header: string): { scope: Scope; signedHeaders: readonly string[]; signature: string } {
  const [algorithm = '', ...rest] = header.trim().split(/\s+/);
  if (algorithm !== 'AWS4-HMAC-SHA256') throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field): [string, string] => {
        const at = field.indexOf('=');
        return [field.slice(0, at), field.slice(at + 1)];
      }),
  );
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !fields.get(name));
  if (missing.length > 0) {
    throw incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '));
  }
  const credential = fields.get('Credential') ?? '';
  const [keyId = '', date = '', region = '', service = '', terminator = '', ...more] = credential.split('/');
  if (keyId === '' || terminator !== 'aws4_request' || more.length > 0) {
    throw incomplete('Credential must have exactly 5 slash-delimited elements and end in aws4_request.');
  }
  return {
    scope: { keyId, date, region, service, path: credential.slice(keyId.length + 1) },
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
  };
}

function parseAmzDate(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const at = parts ? Date.parse(date.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')) : Number.NaN;
  if (Number.isNaN(at)) {
    throw incomplete("Authorization header requires existence of an 'X-Amz-Date' header of the form YYYYMMDDTHHMMSSZ.");
  }
  return at;
}

function checkScope(scope: Scope, service: string, date: string): void {
  if (scope.service !== service) throw invalid(`Credential should be scoped to correct service: '${service}'. `);
  if (!/^([a-z]+-)+\d+$/.test(scope.region)) throw invalid('Credential should be scoped to a valid region. ');
  if (scope.date !== date.slice(0, 8)) {
    throw invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}'`,
    );
  }
}

/** The host and every x-amz-* header must be signed, or else they could be changed on the way. */
function checkSignedHeaders(request: ReceivedRequest, signedHeaders: readonly string[]): void {
  const needed = ['host', ...request.headerNames.filter((name) => name.startsWith('x-amz-'))];
  for (const name of needed) {
    if (!signedHeaders.includes(name)) throw invalid(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
}

function checkClock(date: string, signedAt: number, now: number): void {
  const current = amzDate(now);
  if (signedAt < now - FIVE_MINUTES) {
    const earliest = amzDate(now - FIVE_MINUTES);
    throw invalid(`Signature expired: ${date} is now earlier than ${earliest} (${current} - 5 min.)`);
  }
  if (signedAt > now + FIVE_MINUTES) {
    const latest = amzDate(now + FIVE_MINUTES);
    throw invalid(`Signature not yet current: ${date} is still later than ${latest} (${current} + 5 min.)`);
  }
}

function amzDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function signingKey(secret: string, scope: Scope): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, scope.date), scope.region), scope.service), 'aws4_request');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function mismatch(): AwsError {
  return invalid(
    'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidSignatureException', message);
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', message);
}
