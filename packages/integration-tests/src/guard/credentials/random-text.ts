import { crc32 } from 'node:zlib';
import { type Draw, drawFrom } from '../../iam-oracle/draw.js';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BASE62 = DIGITS + UPPER + LOWER;

const WORDS = [
  'orders',
  'billing',
  'acme',
  'checkout',
  'reports',
  'media',
  'members',
  'crm',
  'notify',
  'search',
  'inventory',
  'payments',
  'gateway',
  'sync',
  'portal',
  'shop',
  'ledger',
  'booking',
  'tickets',
  'catalog',
] as const;
const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-northeast-1',
  'ap-southeast-2',
  'sa-east-1',
] as const;
const STAGES = ['dev', 'staging', 'prod', 'production', 'sandbox', 'main', 'qa'] as const;
const PEOPLE_WORDS = [
  'Winter',
  'Dragon',
  'Coffee',
  'Tiger',
  'Matrix',
  'Sunshine',
  'Falcon',
  'Berlin',
  'Orange',
] as const;

/** A source of repeatable text: the same seed writes the same things. */
export interface RandomText extends Draw {
  within(least: number, most: number): number;
  /** As many characters of the alphabet. */
  of(alphabet: string, length: number): string;
  digits(length: number): string;
  hex(length: number): string;
  /** Lower case letters and digits. */
  lower(length: number): string;
  /** Upper case letters and digits. */
  upper(length: number): string;
  alnum(length: number): string;
  /** Letters, digits, `-` and `_`. */
  url(length: number): string;
  /** The alphabet of RFC 4648's base32. */
  base32(length: number): string;
  bytes(length: number): Buffer;
  /** That many bytes, padded. */
  base64(bytes: number): string;
  uuid(): string;
  /** A word as projects, services and databases are called. */
  word(): string;
  stage(): string;
  region(): string;
  account(): string;
}

export function randomText(seed: number): RandomText {
  const draw = drawFrom(seed);
  const of = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(draw.whole(alphabet.length))).join('');
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => draw.whole(256)));
  const hex = (length: number) => of('0123456789abcdef', length);
  return {
    ...draw,
    within: (least, most) => least + draw.whole(most - least + 1),
    of,
    digits: (length) => of('123456789', 1) + of(DIGITS, length - 1),
    hex,
    lower: (length) => of(LOWER + DIGITS, length),
    upper: (length) => of(UPPER + DIGITS, length),
    alnum: (length) => of(BASE62, length),
    url: (length) => of(`${BASE62}-_`, length),
    base32: (length) => of(`${UPPER}234567`, length),
    bytes,
    base64: (length) => bytes(length).toString('base64'),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${of('89ab', 1)}${hex(3)}-${hex(12)}`,
    word: () => draw.pick(WORDS),
    stage: () => draw.pick(STAGES),
    region: () => draw.pick(REGIONS),
    account: () => of('123456789', 1) + of(DIGITS, 11),
  };
}

export function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** As GitHub and npm write them: the last six characters are the CRC-32 of those before, in base 62. */
export function withChecksum(prefix: string, body: string): string {
  let rest = crc32(body);
  let sum = '';
  for (let place = 0; place < 6; place++) {
    sum = BASE62.charAt(rest % 62) + sum;
    rest = Math.floor(rest / 62);
  }
  return prefix + body + sum;
}

/** A password such as a generator gives, that needs no escape in a URL. */
export function generatedPassword(r: RandomText): string {
  return r.pick([() => r.alnum(r.within(14, 32)), () => r.url(r.within(16, 40)), () => r.hex(32)])();
}

/** A password of letters, digits and marks, such as AWS generates for a database. */
export function markedPassword(r: RandomText): string {
  return r.of(`${BASE62}!#$%&*()-_=+[]{}<>:?.,~^|;`, r.within(16, 32));
}

/** A password that somebody thought of. */
export function rememberedPassword(r: RandomText): string {
  const word = () => r.pick(PEOPLE_WORDS);
  return r.pick([
    () => `${word()}${r.pick(['2019', '2021', '2023', '2024', '2025'])}${r.pick(['!', '#', '$', '?', '!!'])}`,
    () => `${word()}${word()}${r.digits(2)}`,
    () => `${word().replace('e', '3').replace('o', '0').replace('i', '1')}@${r.digits(4)}`,
    () => `${r.word()}-${word().toLowerCase()}-${r.word()}-${r.digits(2)}`,
    () => `P@ssw0rd${r.digits(3)}`,
  ])();
}

/** A password of syllables, as pwgen writes it. */
export function spokenPassword(r: RandomText): string {
  const syllable = () => r.of('bcdfghjklmnpqrstvwxyz', 1) + r.of('aeiou', r.within(1, 2));
  const word = Array.from({ length: r.within(4, 5) }, syllable).join('');
  const place = r.whole(word.length);
  return `${word.slice(0, place)}${word.charAt(place).toUpperCase()}${word.slice(place + 1)}${r.whole(10)}`;
}

/** A token of the algorithm, by whom nobody can check: the signature is as long as it should be, and random. */
export function signedToken(r: RandomText, algorithm: 'HS256' | 'RS256' | 'ES256' | 'EdDSA', claims: object): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const size = { HS256: 32, RS256: 256, ES256: 64, EdDSA: 64 }[algorithm];
  return [part({ alg: algorithm, typ: 'JWT' }), part(claims), r.bytes(size).toString('base64url')].join('.');
}

/** Seconds since 1970, in 2024 or 2025. */
export function moment(r: RandomText): number {
  return 1_704_067_200 + r.whole(63_072_000);
}

export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** Written in parts, lest scanners of repositories take a line for a key. */
export const PRIVATE_KEY = ['PRIVATE', 'KEY'].join(' ');

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const RSA = Buffer.from('300d06092a864886f70d0101010500', 'hex');
const P256 = Buffer.from('301306072a8648ce3d020106082a8648ce3d030107', 'hex');
const RSA_SHA256 = Buffer.from('300d06092a864886f70d01010b0500', 'hex');

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

/** A positive number of that many bytes, its first bit set. */
function large(r: RandomText, length: number): Buffer {
  return der(INTEGER, Buffer.from([0, 0x80 | r.whole(0x80)]), r.bytes(length - 1));
}

const small = (value: number) => der(INTEGER, Buffer.from([value]));
const exponent = der(INTEGER, Buffer.from([1, 0, 1]));

/** The structure of a 2048-bit RSA key in PKCS#1; its numbers are random. */
export function rsaPrivateKey(r: RandomText): Buffer {
  const primes = [128, 128, 128, 128, 128].map((length) => large(r, length));
  return der(SEQUENCE, small(0), large(r, 256), exponent, large(r, 256), ...primes);
}

/** The structure of PKCS#8 around a key. */
export function pkcs8(r: RandomText, kind: 'RSA' | 'EC'): Buffer {
  if (kind === 'RSA') return der(SEQUENCE, small(0), RSA, der(OCTET_STRING, rsaPrivateKey(r)));
  const point = der(0xa1, der(BIT_STRING, Buffer.from([0, 4]), r.bytes(64)));
  const key = der(SEQUENCE, small(1), der(OCTET_STRING, r.bytes(32)), point);
  return der(SEQUENCE, small(0), P256, der(OCTET_STRING, key));
}

/** The structure of a P-256 key as OpenSSL writes it by itself (RFC 5915). */
export function sec1(r: RandomText): Buffer {
  const curve = der(0xa0, Buffer.from('06082a8648ce3d030107', 'hex'));
  const point = der(0xa1, der(BIT_STRING, Buffer.from([0, 4]), r.bytes(64)));
  return der(SEQUENCE, small(1), der(OCTET_STRING, r.bytes(32)), curve, point);
}

/** The structure of PKCS#8 around a key of 2048 bits that a passphrase encrypts (PBES2). */
export function encryptedPkcs8(r: RandomText): Buffer {
  const pbes2 = Buffer.from('06092a864886f70d01050d', 'hex');
  const algorithm = der(SEQUENCE, pbes2, der(SEQUENCE, der(OCTET_STRING, r.bytes(8)), der(OCTET_STRING, r.bytes(16))));
  return der(SEQUENCE, algorithm, der(OCTET_STRING, r.bytes(1232)));
}

export function publicKey(r: RandomText, kind: 'RSA' | 'EC'): Buffer {
  if (kind === 'EC') return der(SEQUENCE, P256, der(BIT_STRING, Buffer.from([0, 4]), r.bytes(64)));
  return der(SEQUENCE, RSA, der(BIT_STRING, Buffer.from([0]), der(SEQUENCE, large(r, 256), exponent)));
}

/** What begins like an X.509 certificate, and is as long. */
export function certificate(r: RandomText): Buffer {
  const version = der(0xa0, small(2));
  const body = der(SEQUENCE, version, large(r, 16), RSA_SHA256, der(SEQUENCE, r.bytes(60)), publicKey(r, 'RSA'));
  return der(SEQUENCE, body, RSA_SHA256, der(BIT_STRING, Buffer.from([0]), r.bytes(256)));
}

const sized = (content: string | Buffer) => {
  const body = Buffer.from(content);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  return Buffer.concat([size, body]);
};

export function sshPublicKey(r: RandomText): Buffer {
  return Buffer.concat([sized('ssh-ed25519'), sized(r.bytes(32))]);
}

/** The structure of an Ed25519 key as OpenSSH writes it; its numbers are random. */
export function sshPrivateKey(r: RandomText): Buffer {
  const check = r.bytes(4);
  const halves = Buffer.concat([check, check, sshPublicKey(r), sized(r.bytes(64)), sized(`${r.word()}@ci`)]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, (8 - (halves.length % 8)) % 8);
  const open = [Buffer.from('openssh-key-v1\0'), sized('none'), sized('none'), sized(''), Buffer.from([0, 0, 0, 1])];
  return Buffer.concat([...open, sized(sshPublicKey(r)), sized(Buffer.concat([halves, padding]))]);
}
