import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

// PostgreSQL's own: src/include/common/scram-common.h.
const ITERATIONS = 4096;
const SALT_BYTES = 16;

/** RFC 5802, section 3: what a server needs to verify a password, and cannot use to log in elsewhere. */
export interface ScramKeys {
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** SCRAM-SHA-256, RFC 7677. `password` is ASCII, which SASLprep leaves as it is. */
export function scramKeys(password: string, salt: Buffer, iterations: number): ScramKeys {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  return { storedKey: createHash('sha256').update(hmac('Client Key')).digest(), serverKey: hmac('Server Key') };
}

/** What PostgreSQL keeps of a password, in pg_authid.rolpassword, and accepts in place of the password. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(SALT_BYTES)): string {
  const { storedKey, serverKey } = scramKeys(password, salt, ITERATIONS);
  const encoded = [salt, storedKey, serverKey].map((bytes) => bytes.toString('base64'));
  return `SCRAM-SHA-256$${ITERATIONS}:${encoded[0]}$${encoded[1]}:${encoded[2]}`;
}
