import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { ADMIN, type DatabaseServer, HOST, untilReady } from './database-server.js';
import { findPrograms } from './programs.js';
import { freePort, makeServerFolder } from './server-process.js';

/** MariaDB with passwords, a database `app`, and all statements in its general log. */
export async function startMariaDb(): Promise<DatabaseServer> {
  const programs = findPrograms('mariadb');
  if (programs === undefined) throw new Error('MariaDB is not installed');
  const folder = makeServerFolder('mariadb');
  const data = `${folder.path}/data`;
  const small = ['--innodb-log-file-size=4M', '--innodb-buffer-pool-size=16M', '--innodb-flush-log-at-trx-commit=0'];
  folder.run(programs.install, [
    ...['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    ...small,
  ]);
  const first = folder.file(
    'first.sql',
    [
      `CREATE USER '${ADMIN.username}'@'%' IDENTIFIED BY '${ADMIN.password}';`,
      `GRANT ALL ON *.* TO '${ADMIN.username}'@'%' WITH GRANT OPTION;`,
      "DROP USER 'root'@'localhost';",
      'CREATE DATABASE app;',
      '',
    ].join('\n'),
  );
  const log = folder.file('general.log', '');
  const port = await freePort();
  const server = folder.start(programs.server, [
    ...['--no-defaults', `--datadir=${data}`, `--socket=${folder.path}/socket`, `--pid-file=${folder.path}/pid`],
    ...[`--bind-address=${HOST}`, `--port=${port}`, '--skip-name-resolve', '--max-connections=200'],
    // A server for tests: 50 workers whose password changes are no attack.
    '--max-connect-errors=1000000',
    ...['--general-log=1', `--general-log-file=${log}`, `--init-file=${first}`],
    ...small,
  ]);
  await untilReady(server, async () => {
    const connection = await createConnection({
      ...{ host: HOST, port, database: 'app' },
      ...{ user: ADMIN.username, password: ADMIN.password },
    });
    await connection.end();
  });
  return { host: HOST, port, admin: ADMIN, log: () => readFileSync(log, 'utf8'), close: server.close };
}
