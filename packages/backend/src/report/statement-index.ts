import { matchActions } from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';

/** The statements of one principal by the secret that they are about, so that each of a thousand secrets meets few of them. */
export interface StatementIndex {
  add(statement: Statement): void;
  /** Those that could be about the ARN, each with only such resources. */
  about(arn: string): readonly Statement[];
}

interface Entry {
  readonly statement: Statement;
  readonly resource: string | undefined;
}

/** `nameOf`: the name of the one secret that a resource is about, where that is known. */
export function statementIndex(nameOf: (resource: string) => string | undefined): StatementIndex {
  const named = new Map<string, Entry[]>();
  const others: Entry[] = [];

  return {
    add(statement) {
      // Authorised on a path above the parameter, which is another name than the parameter's.
      const isAbove = matchActions(statement, 'ssm:GetParametersByPath') !== 'none';
      for (const resource of statement.resources ?? [undefined]) {
        const name = isAbove || resource === undefined ? undefined : nameOf(resource);
        const entries = name === undefined ? others : (named.get(name) ?? []);
        entries.push({ statement, resource });
        if (name !== undefined) named.set(name, entries);
      }
    },
    about(arn) {
      const found = new Map<Statement, string[]>();
      const name = nameOf(arn);
      // Without a known name it may be any of them.
      const own = name === undefined ? [...named.values()].flat() : (named.get(name) ?? []);
      for (const { statement, resource } of [...own, ...others]) {
        const resources = found.get(statement) ?? [];
        found.set(statement, resource === undefined ? resources : [...resources, resource]);
      }
      return [...found].map(([statement, resources]) =>
        statement.resources === undefined ? statement : { ...statement, resources },
      );
    },
  };
}
