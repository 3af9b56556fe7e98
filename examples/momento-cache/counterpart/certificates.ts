import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly chain: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly authorityFile: string;
  remove(): void;
}

/** A certificate for these hosts, for a day, from an authority that nobody knows who does not have its file. */
export async function makeCertificate(hosts: readonly string[]): Promise<Certificate> {
  const authority = await generate([{ name: 'commonName', value: 'Counterpart CA' }], {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const [first = ''] = hosts;
  const server = await generate([{ name: 'commonName', value: first }], {
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) }],
  });
  const folder = mkdtempSync(join(tmpdir(), 'momento-counterpart-'));
  const authorityFile = join(folder, 'ca.pem');
  writeFileSync(authorityFile, authority.cert);
  return {
    key: server.private,
    chain: server.cert,
    authorityFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
