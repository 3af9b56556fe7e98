import { credentialIn, expressionOf, propertyKey } from '@amplify-secrets/runtime/contract';
import type { GuardFinding } from '../finding.js';
import { camelCase, granteeExpression } from '../grant-line.js';
import type { GuardView } from '../view.js';

/** Whoever may view a function, its template or the stack's history can read its variables. */
export function credentialInEnvironment({ functions }: GuardView): GuardFinding[] {
  return functions.flatMap(({ where, variables }) =>
    [...variables].flatMap(([variable, value]): GuardFinding[] => {
      const kind = credentialIn(variable, value);
      if (kind === undefined) return [];
      const key = propertyKey(camelCase(variable));
      const expression = expressionOf({ key: camelCase(variable), undeclared: false });
      const grantee = granteeExpression(where.split('/').at(-1));
      return [
        {
          name: 'CredentialInEnvironment',
          severity: 'warning',
          where,
          about: [variable],
          message: `The variable ${variable} seems to hold ${kind}, in plain text in the template and in the function's configuration.`,
          resolution: `Declare ${key}: textSecret(), write grantSecretRead(${grantee}, ${expression}); and read it with getSecret(${expression}). Then delete the variable and replace the credential, since it was in a template.`,
        },
      ];
    }),
  );
}
