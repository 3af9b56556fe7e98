import type { ReportedStatement } from '../policy/policy-statements.js';
import { speaksOf } from '../policy/secret-actions.js';

/** The statements of one principal, found by the secret that they are about: a thousand secrets meet few statements each. */
export interface StatementIndex {
  add(statement: ReportedStatement): void;
  /** Those that could be about the ARN, each with such of its resources alone. */
  about(arn: string): readonly ReportedStatement[];
}

interface Entry {
  readonly statement: ReportedStatement;
  readonly resource: string | undefined;
}

export function statementIndex(): StatementIndex {
  const named = new Map<string, Entry[]>();
  const others: Entry[] = [];

  return {
    add(statement) {
      // Authorised on a path above the parameter, so under another name than the parameter's.
      const isAbove = speaksOf(statement, 'ssm:GetParametersByPath');
      for (const resource of statement.resources ?? [undefined]) {
        const name = isAbove || resource === undefined ? undefined : exactName(resource);
        const entries = name === undefined ? others : (named.get(name) ?? []);
        entries.push({ statement, resource });
        if (name !== undefined) named.set(name, entries);
      }
    },
    about(arn) {
      const found = new Map<ReportedStatement, string[]>();
      for (const { statement, resource } of [...(named.get(exactName(arn) ?? arn) ?? []), ...others]) {
        const resources = found.get(statement) ?? [];
        found.set(statement, resource === undefined ? resources : [...resources, resource]);
      }
      return [...found].map(([statement, resources]) =>
        statement.resources === undefined ? statement : { ...statement, resources },
      );
    },
  };
}

const EXACT =
  /^arn:[^:*?]*:(?:secretsmanager|ssm):[^:*?]*:[^:*?]*:(?:secret:(?<secret>.+)|parameter\/(?<parameter>.+))$/;
const SUFFIX = /-[A-Za-z0-9?]{6}$/;

/**
 * The name that an ARN is about, if it is but one; two ARNs of different names never mean the same. A reference to a secret in the
 * template is a name of its own.
 */
function exactName(arn: string): string | undefined {
  const text = arn.replace(/\$\{[^}]*\}/g, '$');
  if (text === '$') return arn;
  const { secret, parameter } = EXACT.exec(text)?.groups ?? {};
  const name = secret === undefined ? parameter : secret.replace(SUFFIX, '');
  return name === undefined || /[*?$]/.test(name) ? undefined : `${secret === undefined ? '/' : ''}${name}`;
}
