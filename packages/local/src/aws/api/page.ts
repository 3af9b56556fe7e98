import { AwsError } from '../../aws-error.js';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/**
 * One page of a list. As with AWS, a token is valid only for the same `request`; for another, the error `invalidTokenCode` is
 * thrown.
 */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  request: string,
  invalidTokenCode: string,
): Page<T> {
  const start = token === undefined ? 0 : offsetIn(token, request, invalidTokenCode);
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length ? { items, nextToken: Buffer.from(`${request}\n${end}`).toString('base64url') } : { items };
}

function offsetIn(token: string, request: string, invalidTokenCode: string): number {
  const [from, offset] = splitAtLast(Buffer.from(token, 'base64url').toString(), '\n');
  if (from !== request || !/^\d{1,9}$/.test(offset)) throw new AwsError(invalidTokenCode, 'Invalid next token.');
  return Number(offset);
}

function splitAtLast(whole: string, separator: string): [string, string] {
  const at = whole.lastIndexOf(separator);
  return [whole.slice(0, Math.max(at, 0)), whole.slice(at + 1)];
}
