import { createHash, createHmac } from 'node:crypto';

/** What a signature of version 4 is made of: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export interface SignedRequest {
  readonly method: string;
  /** As it was sent, with its escapes. */
  readonly path: string;
  /** Without the signature itself. */
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly signedHeaders: string;
  readonly body: Uint8Array | string;
  /** `20261130T100000Z` */
  readonly date: string;
  /** `20261130/us-east-1/bedrock/aws4_request` */
  readonly scope: string;
}

export function signatureOf(request: SignedRequest, secretAccessKey: string): string {
  const { method, path, query, headers, signedHeaders, body, date, scope } = request;
  const canonicalRequest = [
    method,
    path.split('/').map(escaped).join('/'),
    [...query]
      .map((pair) => pair.map(escaped).join('='))
      .sort()
      .join('&'),
    ...signedHeaders.split(';').map((name) => `${name}:${headers[name]?.trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders,
    sha256(body),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonicalRequest)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((each, part) => hmac(each, part), `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

/** Milliseconds since 1970 of `20261130T100000Z`; NaN of anything else. */
export function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: Uint8Array | string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
