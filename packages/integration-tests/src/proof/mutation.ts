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
  /** What else is broken, so that the mutation is noticed by what is granted and not by a look at it. */
  readonly also?: Edit;
}

/** In a file of the kit, with `find` in it exactly once. */
export type Edit = Pick<Mutation, 'file' | 'find' | 'replace'>;

/** The kit looks at granted resources at the end of the synthesis (`verify-resources.ts`), and these mutations leave that out. */
type Outcome = 'stops synthesis' | 'without the look at resources';

/** `[name, find, replace]`. */
type Row = readonly [name: string, find: string, replace: string, outcome?: Outcome];

const NO_LOOK_AT_RESOURCES: Edit = {
  file: 'backend/open-backend.js',
  find: "finalSteps.add('resources', (templates) => verifyResources(templates, state));",
  replace: '',
};

export function mutationsIn(file: string, rows: readonly Row[]): Mutation[] {
  return rows.flatMap(([name, find, replace, outcome]) => {
    const mutation = { name, file, find, replace };
    if (outcome !== 'without the look at resources') return [{ ...mutation, stopsSynthesis: outcome !== undefined }];
    // The proof notices it by itself, and so does the kit.
    return [
      { ...mutation, stopsSynthesis: false, also: NO_LOOK_AT_RESOURCES },
      { ...mutation, name: `${name}, stopped at the end`, stopsSynthesis: true },
    ];
  });
}
