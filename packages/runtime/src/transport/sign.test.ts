import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { seeded } from '../contract/random.test.support.js';
import { type Signable, signedHeaders } from './sign.js';

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(bytes(data));
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
  reset() {}
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

type Call = Pick<Signable, 'service' | 'operation'>;
type Credentials = Parameters<typeof signedHeaders>[1];

async function expectAwsSignature(signable: Signable, credentials: Credentials, date: Date) {
  const { host, service, region, body } = signable;
  const ours = signedHeaders(signable, credentials, date);
  const { authorization: _, ...unsigned } = ours;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: Sha256,
    applyChecksum: false,
  });
  const theirs = await signer.sign(
    { method: 'POST', protocol: 'https:', hostname: host, path: '/', query: {}, headers: unsigned, body },
    { signingDate: date },
  );
  expect(ours).toEqual(theirs.headers);
}

describe('signedHeaders', () => {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
  const plain: Signable = {
    host: 'secretsmanager.eu-west-1.amazonaws.com',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    region: 'eu-west-1',
    body: '{"SecretId":"a"}',
  };
  const date = new Date('2026-11-03T09:08:07.654Z');

  it.each<[string, Partial<Signable>, sessionToken?: string]>([
    ['plain', {}],
    ['with a session token', { body: '{}' }, 'IQoJ/b3+JpZ2lu=='],
    ['of a body that is not ASCII', { body: '{"SecretString":"täxt 🔑 \\ud800"}' }],
    ['of half a character', { body: '{"SecretString":"\ud83d"}' }],
    ['of an empty body', { body: '' }],
    ['of Systems Manager', { service: 'ssm', operation: 'GetParameters', host: 'ssm.us-gov-west-1.amazonaws.com' }],
    ['to a port', { host: '127.0.0.1:4566' }],
    ['to an address of IPv6', { host: '[::1]:8443' }],
    ['to a host in Unicode', { host: new URL('https://bücher.example').host }],
    ['to an interface endpoint', { host: 'vpce-0a1b2c-3d4e.secretsmanager.eu-west-1.vpce.amazonaws.com' }],
  ])('agrees with @smithy/signature-v4 on a request %s', async (_, odd, sessionToken) => {
    await expectAwsSignature({ ...plain, ...odd }, { ...credentials, sessionToken }, date);
  });

  it('agrees with @smithy/signature-v4 at the turn of a year, in UTC', async () => {
    await expectAwsSignature(plain, credentials, new Date('2026-12-31T23:59:59.999Z'));
    await expectAwsSignature(plain, credentials, new Date('2027-01-01T00:00:00.000Z'));
  });

  it('agrees with @smithy/signature-v4 on a thousand random requests', async () => {
    const { below, pick, text } = seeded(20_261_103);
    const services: [Call, ...Call[]] = [
      { service: 'secretsmanager', operation: 'BatchGetSecretValue' },
      { service: 'secretsmanager', operation: 'PutSecretValue' },
      { service: 'ssm', operation: 'GetParameters' },
      { service: 'ssm', operation: 'PutParameter' },
    ];
    const pieces = ['a', 'Z', '0', '/', '+', '=', '"', '\\', '\n', '\u0001', 'é', '🔑', '\u2028', ' ', '  '] as const;
    const tokenPieces = ['IQoJ', 'b3Jp', '/', '+', '=', '.', '~', '%2F', 'x'] as const;
    for (let round = 0; round < 1000; round++) {
      const region = pick(['us-east-1', 'ap-southeast-7', 'cn-north-1', 'us-isob-east-1', 'eusc-de-east-1']);
      const sessionToken = text(tokenPieces, 400) || undefined;
      const secretAccessKey = `k${text(['A', 'z', '9', '/', '+'], 60)}`;
      await expectAwsSignature(
        {
          ...pick(services),
          region,
          host: `${text(['a', 'b-1', '.c'], 20)}x:${1 + below(65_535)}`,
          body: text(pieces, 300),
        },
        { accessKeyId: `A${text(['B', '3'], 19)}`, secretAccessKey, sessionToken },
        new Date(below(4_000_000_000) * 1000 + below(1000)),
      );
    }
  });
});
