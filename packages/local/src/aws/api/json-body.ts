import { AwsError } from '../../aws-error.js';

/** The request's JSON object. An error quotes nothing of the body: it may hold a secret. */
export function parseBody(body: Buffer): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString() || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
  }
  return parsed;
}

/** The secret ids and parameter names in a request, so that a fault can affect one of them. */
export function idsIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([key]) => /^(SecretId|SecretIdList|Name|Names|Path|ResourceId)$/.test(key))
    .flatMap(([, value]: [string, unknown]) => value)
    .filter((value) => typeof value === 'string');
}
