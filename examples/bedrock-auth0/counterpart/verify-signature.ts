import type { LocalAws } from '@amplify-secrets/local';
import type { Caller } from './caller.js';
import { Refusal } from './refusal.js';
import { signatureOf, timeOf } from './signature.js';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

const MINUTES = 60_000;

/** `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` */
export function verifySignature(aws: LocalAws, region: string, request: ReceivedRequest): Caller {
  const { authorization = '', 'x-amz-date': date = '' } = request.headers;
  const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? '';
  const [id = '', ...scope] = part('Credential').split('/');
  const key = aws.accessKey(id);
  if (key?.role === undefined || key.sessionToken !== request.headers['x-amz-security-token']) {
    throw new Refusal(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (key.expiresAt !== undefined && key.expiresAt <= Date.now()) {
    throw new Refusal(403, 'ExpiredTokenException', 'The security token included in the request is expired');
  }
  if (scope[1] !== region || scope[2] !== 'bedrock') {
    throw new Refusal(403, 'InvalidSignatureException', 'Credential should be scoped to a valid region.');
  }
  const signed = {
    ...request,
    query: new URLSearchParams(),
    signedHeaders: part('SignedHeaders'),
    date,
    scope: scope.join('/'),
  };
  if (signatureOf(signed, key.secretAccessKey) !== part('Signature')) {
    throw new Refusal(
      403,
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  // The clock of a server, and that of a function, which the local AWS has moved.
  const clocks = [Date.now(), Date.now() + aws.ahead];
  if (!clocks.some((now) => Math.abs(now - timeOf(date)) < 5 * MINUTES)) {
    throw new Refusal(403, 'InvalidSignatureException', `Signature expired: ${date} is not within 5 minutes of now.`);
  }
  return { with: 'signature', principal: key.principal, role: key.role };
}
