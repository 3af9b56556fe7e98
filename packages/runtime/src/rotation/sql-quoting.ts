/** An identifier of PostgreSQL. It has no zero byte, which PostgreSQL's protocol cannot carry. */
export function postgresIdentifier(name: string): string {
  return `"${checked(name).replaceAll('"', '""')}"`;
}

/** A string of PostgreSQL, whatever `standard_conforming_strings` is: with a backslash in it, as an escape string. */
export function postgresString(text: string): string {
  const doubled = checked(text).replaceAll("'", "''");
  return doubled.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}

/**
 * What a session of MySQL or MariaDB begins with, so that `mysqlString` and the statements that the server shows are quoted as
 * expected: without backslash escapes and ANSI_QUOTES, whatever the server's settings are.
 */
export const MYSQL_SESSION: readonly string[] = [
  "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
  'SET SESSION sql_quote_show_create = 1',
];

/** A string of MySQL, after `MYSQL_SESSION`. A quote is a byte of no other character, in every character set of a connection. */
export function mysqlString(text: string): string {
  return `'${checked(text).replaceAll("'", "''")}'`;
}

/** An identifier as MySQL and MariaDB show it, after `MYSQL_SESSION`. */
export function mysqlIdentifier(name: string): string {
  return `\`${checked(name).replaceAll('`', '``')}\``;
}

function checked(text: string): string {
  // Neither name nor password: they may not be shown.
  if (text.includes('\0'))
    throw new RangeError('A name or a password has a zero byte, which no SQL statement can carry.');
  return text;
}
