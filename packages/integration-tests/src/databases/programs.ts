import { existsSync, readdirSync } from 'node:fs';

/** The programs of a server, by their paths. */
export interface Programs {
  /** Makes a data directory. */
  readonly install: string;
  readonly server: string;
}

export type DatabaseKind = 'postgres' | 'mariadb';

const DEBIAN_PACKAGE: Readonly<Record<DatabaseKind, string>> = { postgres: 'postgresql', mariadb: 'mariadb-server' };

/** Where Debian's packages install them: the newest PostgreSQL, and MariaDB. */
export function findPrograms(kind: DatabaseKind): Programs | undefined {
  const found =
    kind === 'postgres'
      ? versionsOf('/usr/lib/postgresql').map((version) => programsIn(`/usr/lib/postgresql/${version}/bin`))
      : [{ install: '/usr/bin/mariadb-install-db', server: '/usr/sbin/mariadbd' }];
  return found.find(({ install, server }) => existsSync(install) && existsSync(server));
}

/** Why tests on a real server are skipped here, printed once for each file that asks; undefined where its programs are. */
export function whyWithout(kind: DatabaseKind): string | undefined {
  if (findPrograms(kind)) return undefined;
  const reason = `tests on a real ${kind} server are skipped: Debian's package ${DEBIAN_PACKAGE[kind]} is not installed`;
  console.log(reason);
  return reason;
}

function programsIn(folder: string): Programs {
  return { install: `${folder}/initdb`, server: `${folder}/postgres` };
}

function versionsOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort((a, b) => Number(b) - Number(a));
}
