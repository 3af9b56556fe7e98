import type { LocalAws } from '@amplify-secrets/local';
import type { Caller } from './caller.js';
import { Refusal } from './refusal.js';
import { signatureOf, timeOf } from './signature.js';

export const PREFIX = 'bedrock-api-key-';

const HOST = 'bedrock.amazonaws.com';

export function invalidKey(): Refusal {
  return new Refusal(403, 'AccessDeniedException', 'Authentication failed: Please make sure your API Key is valid.');
}

export function invalidKeyFormat(): Refusal {
  return new Refusal(403, 'AccessDeniedException', 'Invalid API Key format: Must start with pre-defined prefix');
}

export function expiredKey(): Refusal {
  return new Refusal(403, 'AccessDeniedException', 'Bearer Token has expired');
}

/** A presigned request to `CallWithBearerToken`, in base64: what @aws/bedrock-token-generator makes. `now` is the clock of keys. */
export function verifyShortTermKey(aws: LocalAws, region: string, token: string, now: number): Caller {
  const [address, version] = Buffer.from(token.slice(PREFIX.length), 'base64').toString().split('&Version=');
  const url = `https://${address}`;
  if (version !== '1' || !URL.canParse(url)) throw invalidKey();
  const { hostname, searchParams: query } = new URL(url);
  const given = (name: string) => query.get(name) ?? '';
  const [id = '', ...scope] = given('X-Amz-Credential').split('/');
  const [signature, date, seconds] = [given('X-Amz-Signature'), given('X-Amz-Date'), Number(given('X-Amz-Expires'))];
  const key = aws.accessKey(id);
  if (hostname !== HOST || given('Action') !== 'CallWithBearerToken') throw invalidKey();
  if (key?.role === undefined || (key.sessionToken ?? '') !== given('X-Amz-Security-Token')) throw invalidKey();
  if (scope[1] !== region || scope[2] !== 'bedrock') throw invalidKey();
  query.delete('X-Amz-Signature');
  const signed = {
    method: 'POST',
    path: '/',
    query,
    headers: { host: HOST },
    signedHeaders: given('X-Amz-SignedHeaders'),
    body: '',
    date,
    scope: scope.join('/'),
  };
  if (signatureOf(signed, key.secretAccessKey) !== signature) throw invalidKey();
  // No longer than 12 hours, and than the session of whoever signed it.
  const until = Math.min(timeOf(date) + Math.min(seconds, 43_200) * 1000, key.expiresAt ?? Number.POSITIVE_INFINITY);
  if (!(until > now)) throw expiredKey();
  return { with: 'short-term key', principal: key.principal, role: key.role };
}
