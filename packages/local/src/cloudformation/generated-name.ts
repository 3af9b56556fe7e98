import { createHash } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits that depend on nothing but the seed: what AWS draws at random is the same on every load here. */
export function stableCharacters(seed: string, length: number, alphabet = ALPHANUMERIC): string {
  const digest = createHash('sha512').update(seed).digest();
  return Array.from({ length }, (_, index) => alphabet.charAt((digest[index] ?? 0) % alphabet.length)).join('');
}

/** A UUID that depends on nothing but the seed. */
export function stableUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** A physical name in CloudFormation's way, `<stack>-<logical id>-<12 characters>`, cut to what the service takes. */
export function generatedName(stackName: string, logicalId: string, limit: number): string {
  const suffix = stableCharacters(`${stackName}/${logicalId}`, 12);
  const room = limit - suffix.length - 2;
  const stack = stackName.slice(0, Math.max(Math.ceil(room / 2), room - logicalId.length));
  return `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix}`;
}
