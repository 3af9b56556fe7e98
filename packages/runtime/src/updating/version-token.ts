const DIGITS = 16;

/** The id of a version that is made from another: whoever finds it can tell whether it was made from the one that is current. */
export function tokenMadeFrom(version: string): string {
  const { randomUUID } = process.getBuiltinModule('node:crypto');
  return `${digestOf(version)}-${randomUUID()}`;
}

export function isMadeFrom(token: string, version: string): boolean {
  return token.startsWith(`${digestOf(version)}-`);
}

function digestOf(version: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(version).digest('hex').slice(0, DIGITS);
}
