import { Client } from 'pg';
import { ADMIN, type DatabaseServer, HOST, untilReady } from './database-server.js';
import { findPrograms } from './programs.js';
import { freePort, makeServerFolder } from './server-process.js';

/** PostgreSQL with SCRAM-SHA-256, a database `app`, and all statements in its log. */
export async function startPostgres(): Promise<DatabaseServer> {
  const programs = findPrograms('postgres');
  if (programs === undefined) throw new Error('PostgreSQL is not installed');
  const folder = makeServerFolder('postgres');
  const data = `${folder.path}/data`;
  folder.run(programs.install, [
    ...['-D', data, '-U', ADMIN.username, '-E', 'UTF8', '--locale=C', '--no-sync'],
    ...['--auth=scram-sha-256', `--pwfile=${folder.file('password', ADMIN.password)}`],
  ]);
  const port = await freePort();
  const settings = {
    listen_addresses: HOST,
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
    log_statement: 'all',
  };
  const server = folder.start(programs.server, [
    ...['-D', data],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  await untilReady(server, async () => {
    const client = new Client({
      ...{ host: HOST, port, database: 'postgres' },
      ...{ user: ADMIN.username, password: ADMIN.password },
    });
    await client.connect();
    await client.query('CREATE DATABASE app');
    await client.end();
  });
  return { host: HOST, port, admin: ADMIN, log: server.output, close: server.close };
}
