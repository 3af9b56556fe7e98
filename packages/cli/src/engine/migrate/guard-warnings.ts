import type { Backend } from '@amplify-secrets/local';

/** A warning of the guard about a hand-written statement. */
export interface GuardWarning {
  readonly name: string;
  readonly message: string;
  readonly resolution: string;
}

const WARNING = /(?:^|: )([A-Z][A-Za-z]+) in \S+: (.*)\n(.*?)(?: \[ack: [^\]]*\])?$/s;

/** What the guard warned of at a synthesis. */
export function guardWarnings({ notes }: Backend): readonly GuardWarning[] {
  return notes.flatMap((note) => {
    const [, name, message, resolution] = WARNING.exec(note) ?? [];
    return name === undefined || message === undefined || resolution === undefined
      ? []
      : [{ name, message, resolution }];
  });
}

/**
 * Those that quote one of these resources. Tokens may be written in other ways, so what follows the account is compared. Of `*` the guard
 * says what it is.
 */
export function warningsAbout(
  warnings: readonly GuardWarning[],
  resources: readonly string[],
): readonly GuardWarning[] {
  const ends = resources.map((resource) =>
    /^[*?]*\*[*?]*$/.test(resource)
      ? 'every secret of the account'
      : `${resource.includes(':secret:') ? resource.slice(resource.indexOf(':secret:')) : `"${resource}`}"`,
  );
  return warnings.filter(({ message }) => ends.some((end) => message.includes(end)));
}

const KIT = '@amplify-secrets/backend';

/** The entry with the guard switched on at its end, where no grant has done so. Undefined where the backend is in no variable. */
export function withGuard(entry: string, variable: string | undefined): string | undefined {
  if (variable === undefined || entry.includes(KIT)) return undefined;
  const line = `import { configureGuard as amplifySecretsGuard } from ${JSON.stringify(KIT)};`;
  return `${entry}\n${line}\namplifySecretsGuard(${variable}, { guard: 'warn' });\n`;
}
