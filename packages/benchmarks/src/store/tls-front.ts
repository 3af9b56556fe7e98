import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';

export interface TlsFront {
  readonly url: string;
  /** The certificate that clients must trust: NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  close(): void;
}

/** An https address for a plain server on this machine. Undefined without the `openssl` command, which makes the certificate. */
export async function openTlsFront(port: number): Promise<TlsFront | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-tls-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const certificate = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'key.pem');
  try {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', '2'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile];
    execFileSync('openssl', ['req', '-x509', ...key, '-out', certificate, ...subject], { stdio: 'ignore' });
  } catch {
    removeFolder();
    return undefined;
  }
  const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certificate) }, (client) => {
    const upstream = connect(port, '127.0.0.1');
    client.pipe(upstream).pipe(client);
    // A measured process ends without a goodbye.
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A server that listens on TCP has an AddressInfo.
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    certificate,
    close: () => {
      server.close();
      removeFolder();
    },
  };
}
