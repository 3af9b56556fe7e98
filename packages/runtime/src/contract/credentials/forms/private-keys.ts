import type { Form } from './form.js';

const PRIVATE_KEYS: readonly Form[] = [
  ['a private key', /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/],
  ['a private key', /\bPuTTY-User-Key-File-\d/],
];

/** The kind of private key in a text, if any: in PEM, as it is or in base64, or as a JSON Web Key. */
export function privateKeyIn(value: string): string | undefined {
  const [kind] = PRIVATE_KEYS.find(([, form]) => form.test(value)) ?? [];
  if (kind !== undefined) return kind;
  if (value.split(BEGIN_IN_BASE64).slice(1).some(isOfPrivateKey)) return 'a private key';
  const isPrivate = /"kty\W{1,8}oct"/.test(value) ? /"k\W{2,8}[\w-]{20}/ : /"d\W{2,8}[\w-]{20}/;
  return value.includes('"kty') && isPrivate.test(value) ? 'a private key' : undefined;
}

// What follows may as well be a certificate or a public key.
const BEGIN_IN_BASE64 = 'LS0tLS1CRUdJTi';

function isOfPrivateKey(rest: string): boolean {
  return Buffer.from(BEGIN_IN_BASE64 + rest.slice(0, 66), 'base64')
    .toString('latin1')
    .includes('PRIVATE');
}
