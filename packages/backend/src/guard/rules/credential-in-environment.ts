import { credentialIn } from '../credentials/credential-in.js';
import type { GuardFinding } from '../finding.js';
import { camelCase } from '../grant-line.js';
import type { GuardView } from '../view.js';

/** Whoever may view a function, its template or the stack's history can read its variables. */
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
          message: `The variable ${variable} seems to hold ${kind}, in plain text in the template and in the function's configuration.`,
          resolution: `Declare ${key}: textSecret(), write grantSecretRead(backend.${grantee}, secrets.${key}); and read it with getSecret(secrets.${key}). Then delete the variable and replace the credential, since it was in a template.`,
        },
      ];
    }),
  );
}
