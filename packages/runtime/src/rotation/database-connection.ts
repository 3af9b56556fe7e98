/**
 * One connection to a database, as a driver returns it: a `Client` of `pg`, a connection of `mysql2/promise` or of `mariadb`. What a
 * query resolves with is either an object with `rows`, a list of rows, or a list that begins with a list of rows.
 */
export interface DatabaseConnection {
  query(sql: string): Promise<unknown>;
  end(): Promise<unknown>;
}

/** The first column of each row, whichever driver answered. */
export function firstColumn(result: unknown): readonly string[] {
  return rowsIn(result).map((row) => String(Object.values(Object(row))[0]));
}

/** Each row as a list of its columns. */
export function columns(result: unknown): readonly (readonly string[])[] {
  return rowsIn(result).map((row) => Object.values(Object(row)).map(String));
}

function rowsIn(result: unknown): readonly unknown[] {
  const rows = Array.isArray(result) ? result : Object(result).rows;
  if (!Array.isArray(rows)) return [];
  return Array.isArray(rows[0]) ? rows[0] : rows;
}
