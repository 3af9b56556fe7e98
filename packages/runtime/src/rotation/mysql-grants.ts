import { type Account, accountName } from './mysql-password.js';
import { mysqlIdentifier } from './sql-quoting.js';

/**
 * A line of SHOW GRANTS, for another account; undefined for a line of an unknown form. MariaDB's line has the password too, and both
 * servers' what the account itself requires: neither is granted.
 */
export function copiedGrant(line: string, from: Account, to: Account): string | undefined {
  const shown = `${mysqlIdentifier(from.user)}@${mysqlIdentifier(from.host)}`;
  const kind = [
    ['GRANT ', ' TO '],
    ['REVOKE ', ' FROM '],
    ['SET DEFAULT ROLE ', ' FOR '],
  ].find(([verb = '', preposition]) => line.startsWith(verb) && line.includes(`${preposition}${shown}`));
  if (kind === undefined) return undefined;
  // Not within an identifier, where backticks are doubled.
  const [head, tail = ''] = splitAt(line, `${kind[1]}${shown}`);
  const option = /\sWITH\s(?:.*\s)?(ADMIN|GRANT) OPTION/.exec(tail.replaceAll(/'(?:[^']|'')*'/g, "''"));
  return `${head}${kind[1]}${accountName(to)}${option ? ` WITH ${option[1]} OPTION` : ''}`;
}

/** What SHOW CREATE USER says that an account requires, as the end of an ALTER USER: TLS, limits, expiry, default roles of MySQL. */
export function accountOptions(line: string): string {
  const found =
    /\s((?:DEFAULT ROLE|REQUIRE (?:NONE|SSL|X509|SUBJECT|ISSUER|CIPHER)|WITH MAX_\w+|PASSWORD EXPIRE)\b[\s\S]*)$/.exec(
      line,
    );
  return found?.[1] ?? '';
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const place = text.indexOf(mark);
  return [text.slice(0, place), text.slice(place + mark.length)];
}
