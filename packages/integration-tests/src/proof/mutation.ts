/** One rule of the grant code, broken on purpose. */
export interface Mutation {
  /** What the broken kit does. */
  readonly name: string;
  /** `<package>/<file>` in its dist. */
  readonly file: string;
  /** Must be in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Most mutations are noticed by a decision or a grant that is not as declared; these by a synthesis that the kit stops. */
  readonly stopsSynthesis: boolean;
}

/** `[name, find, replace]`. */
type Row = readonly [name: string, find: string, replace: string, outcome?: 'stops synthesis'];

export function mutationsIn(file: string, rows: readonly Row[]): Mutation[] {
  return rows.map(([name, find, replace, outcome]) => ({
    name,
    file,
    find,
    replace,
    stopsSynthesis: outcome === 'stops synthesis',
  }));
}
