import { createHash } from 'node:crypto';
import { mysqlString } from './sql-quoting.js';

export type MysqlServer = 'mysql' | 'mariadb';

/** An account: a user, and the hosts that it may connect from. */
export interface Account {
  readonly user: string;
  readonly host: string;
}

export const serverOf = (version: string): MysqlServer => (version.includes('MariaDB') ? 'mariadb' : 'mysql');

export const accountName = ({ user, host }: Account): string => `${mysqlString(user)}@${mysqlString(host)}`;

/** What MySQL and MariaDB keep of a password with `mysql_native_password`. */
export function nativeHash(password: string): string {
  const sha1 = (data: string | Buffer) => createHash('sha1').update(data).digest();
  return `*${sha1(sha1(password)).toString('hex').toUpperCase()}`;
}

/**
 * A user's own password, for which it needs no privilege. MariaDB gets a hash, since its general log keeps statements as they are. MySQL
 * takes a hash from administrators alone, and writes `<secret>` to its logs in place of a password:
 * https://dev.mysql.com/doc/refman/8.4/en/password-logging.html
 */
export function changeOwnPassword(server: MysqlServer, password: string): string {
  return server === 'mariadb'
    ? `SET PASSWORD = ${mysqlString(nativeHash(password))}`
    : `ALTER USER USER() IDENTIFIED BY ${mysqlString(password)}`;
}

/** The passwords of accounts, in one statement. MySQL keeps the plugin of each. */
export function changePasswords(server: MysqlServer, accounts: readonly Account[], password: string): string {
  return `ALTER USER ${accounts.map((account) => `${accountName(account)} ${identified(server, password)}`).join(', ')}`;
}

export function identified(server: MysqlServer, password: string): string {
  return server === 'mariadb'
    ? `IDENTIFIED VIA mysql_native_password USING ${mysqlString(nativeHash(password))}`
    : `IDENTIFIED BY ${mysqlString(password)}`;
}
