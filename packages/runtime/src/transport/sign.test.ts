import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from './sign.js';

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

describe('a signature is the one that @smithy/signature-v4 makes', () => {
  const cases = [
    {
      name: 'plain',
      body: '{"SecretId":"a"}',
      sessionToken: undefined,
      host: 'secretsmanager.eu-west-1.amazonaws.com',
    },
    {
      name: 'with a session token',
      body: '{}',
      sessionToken: 'IQoJ/b3+JpZ2lu==',
      host: 'secretsmanager.eu-west-1.amazonaws.com',
    },
    {
      name: 'of a body that is not ASCII',
      body: '{"SecretString":"täxt 🔑"}',
      sessionToken: 't',
      host: '127.0.0.1:4566',
    },
    { name: 'of an empty body', body: '', sessionToken: undefined, host: 'ssm.us-gov-west-1.amazonaws.com' },
  ];
  for (const service of ['secretsmanager', 'ssm'] as const) {
    it.each(cases)(`$name, for ${service}`, async ({ body, sessionToken, host }) => {
      const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG', sessionToken };
      const date = new Date('2026-11-03T09:08:07.654Z');
      const target = `${service}.GetSecretValue`;
      const ours = signedHeaders({ host, target, body, service, region: 'eu-west-1' }, credentials, date);
      const { authorization: _, ...unsigned } = ours;
      const signer = new SignatureV4({
        service,
        region: 'eu-west-1',
        credentials: {
          accessKeyId: credentials.accessKeyId,
          secretAccessKey: credentials.secretAccessKey,
          ...(sessionToken === undefined ? {} : { sessionToken }),
        },
        sha256: Sha256,
        applyChecksum: false,
      });
      const theirs = await signer.sign(
        { method: 'POST', protocol: 'https:', hostname: host, path: '/', query: {}, headers: unsigned, body },
        { signingDate: date },
      );
      expect(ours).toEqual(theirs.headers);
    });
  }
});
