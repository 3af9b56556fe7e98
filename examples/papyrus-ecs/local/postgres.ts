import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import type { Certificate } from '../counterpart/certificate.js';
import { freePort } from './free-port.js';
import { startProcess, untilReady } from './server-process.js';

export interface Postgres {
  readonly port: number;
  /** Runs a statement as the administrator. */
  query(statement: string): Promise<readonly unknown[]>;
  /** Resolves when the user has no connection. */
  endConnectionsOf(user: string): Promise<void>;
  close(): Promise<void>;
}

const ADMIN = { user: 'admin', password: 'admin-of-a-database-that-ends-soon' };
// nobody and nogroup on Debian: PostgreSQL refuses to run as root.
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A real PostgreSQL on loopback with TLS alone, in a folder of its own, with a database and its owner. */
export async function startPostgres(
  certificate: Certificate,
  owner: { readonly username: string; readonly password: string; readonly name: string },
): Promise<Postgres> {
  const programs = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'papyrus-postgres-'));
  const data = join(folder, 'data');
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    own(join(folder, name), 0o600);
    return join(folder, name);
  };
  own(folder, 0o700);
  const [initdb = '', ...initdbArguments] = unprivileged(join(programs, 'initdb'), [
    ...['-D', data, '-U', ADMIN.user, '-E', 'UTF8', '--locale=C', '--no-sync'],
    ...['--auth=scram-sha-256', `--pwfile=${file('password', ADMIN.password)}`],
  ]);
  const { status, stderr } = spawnSync(initdb, initdbArguments, { encoding: 'utf8', cwd: folder });
  if (status !== 0) throw new Error(`initdb ended with ${status}:\n${stderr}`);
  file('data/pg_hba.conf', 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    ssl: 'on',
    ssl_key_file: file('server.key', certificate.key),
    ssl_cert_file: file('server.crt', certificate.chain),
  };
  const [command = '', ...args] = unprivileged(join(programs, 'postgres'), [
    ...['-D', data],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const server = startProcess(command, args, { PATH: process.env.PATH }, 'SIGINT');
  const query = async (statement: string) => {
    const ssl = { ca: certificate.authority };
    const client = new Client({ host: 'localhost', port, database: 'postgres', ...ADMIN, ssl });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  await untilReady(server, () => query('SELECT 1'));
  await query(`CREATE USER "${owner.username}" PASSWORD '${owner.password}'`);
  await query(`CREATE DATABASE "${owner.name}" OWNER "${owner.username}"`);
  return {
    port,
    query,
    async endConnectionsOf(user) {
      const of = `FROM pg_stat_activity WHERE usename = '${user}'`;
      await query(`SELECT pg_terminate_backend(pid) ${of}`);
      while ((await query(`SELECT pid ${of}`)).length > 0) await wait(50);
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of PostgreSQL's programs: the newest of Debian's, or where the PATH has them. */
function findPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  if (found === undefined) {
    throw new Error(
      'PostgreSQL must be installed. Resolution: apt-get install postgresql, or brew install postgresql@17',
    );
  }
  return found;
}

function unprivileged(program: string, args: readonly string[]): readonly string[] {
  if (!isRoot) return [program, ...args];
  return ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', program, ...args];
}

function own(path: string, mode: number): void {
  chmodSync(path, mode);
  if (isRoot) chownSync(path, NOBODY, NOBODY);
}
