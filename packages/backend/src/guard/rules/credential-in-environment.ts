import { credentialIn } from '../credential-in.js';
import type { GuardFinding } from '../finding.js';
import { camelCase } from '../grant-line.js';
import type { GuardView } from '../view.js';

/** Whoever may look at a function, its template or the stack's history reads its variables. */
export function credentialInEnvironment({ functions }: GuardView): GuardFinding[] {
  return functions.flatMap(({ where, variables }) =>
    [...variables].flatMap(([variable, value]): GuardFinding[] => {
      const kind = credentialIn(variable, value);
      if (kind === undefined) return [];
      const key = camelCase(variable);
      const grantee = camelCase(where.split('/').at(-1) ?? '');
      return [
        {
          name: 'CredentialInEnvironment',
          severity: 'warning',
          where,
          about: [variable],
          message: `The variable ${variable} looks like ${kind}, and stands in plain text in the template and in the function's configuration.`,
          resolution: `Declare ${key}: textSecret(), write grantSecretRead(backend.${grantee}, secrets.${key}); and read it with getSecret(secrets.${key}). Delete the variable, and change the credential: it was in a template.`,
        },
      ];
    }),
  );
}
