import { createHash } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits that depend only on the seed, in place of those that AWS draws at random. */
export function stableCharacters(seed: string, length: number, alphabet = ALPHANUMERIC): string {
  const digest = createHash('sha512').update(seed).digest();
  return Array.from({ length }, (_, index) => alphabet.charAt((digest[index] ?? 0) % alphabet.length)).join('');
}

/** A UUID that depends only on the seed. */
export function stableUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** A physical name as CloudFormation generates it, `<stack>-<logical id>-<12 characters>`, within the service's limit. */
export function generatedName(stackName: string, logicalId: string, limit: number): string {
  const suffix = stableCharacters(`${stackName}/${logicalId}`, 12);
  const room = limit - suffix.length - 2;
  const stack = stackName.slice(0, Math.max(Math.ceil(room / 2), room - logicalId.length));
  return `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix}`;
}
