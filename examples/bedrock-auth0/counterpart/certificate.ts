import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly chain: string;
  readonly authority: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly authorityFile: string;
  remove(): void;
}

/** A certificate for `localhost` and the domain of the counterpart of Auth0, for a day, from an authority that nobody knows who does not have its file. */
export async function makeCertificate(): Promise<Certificate> {
  const authority = await generate([{ name: 'commonName', value: 'Counterpart CA' }], {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'subjectAltName', altNames: ['localhost', 'auth0.test'].map((value) => ({ type: 2, value })) },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-chat-authority-'));
  const authorityFile = join(folder, 'ca.pem');
  writeFileSync(authorityFile, authority.cert);
  return {
    key: server.private,
    chain: server.cert,
    authority: authority.cert,
    authorityFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
