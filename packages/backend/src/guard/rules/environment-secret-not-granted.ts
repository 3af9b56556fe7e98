import type { IConstruct } from 'constructs';
import { SECRET_REFERENCE } from '../../amplify-secret/secret-reference.js';
import { takesSecret } from '../declared-names.js';
import type { Finding } from '../finding.js';
import { camelCase } from '../grant-line.js';
import type { GuardedBackend } from '../guarded-backend.js';

// Amplify's own: variable → the parameters that its value is read from when the function starts.
const CONFIG = 'AMPLIFY_SSM_ENV_CONFIG';

/**
 * A variable that `amplifySecret` fills from AWS Secrets Manager, in a function without the grant: Amplify allows the parameter and
 * nothing allows the secret, so the function fails when it starts.
 */
export function environmentSecretNotGranted({ functions, grants, names }: GuardedBackend): Finding[] {
  return functions.flatMap(({ where, variables }) =>
    referencesIn(variables.get(CONFIG)).flatMap(([variable, name]): Finding[] => {
      const granted = grants.some(
        ({ accesses, located, grantee }) =>
          accesses.includes('read') &&
          located?.store === 'secrets-manager' &&
          located.names.some((pattern) => takesSecret(`${pattern}-??????`, name)) &&
          // Of a role nobody knows here which functions run with it.
          (grantee.lambda === undefined || isAt(grantee.lambda, where)),
      );
      if (granted) return [];
      const key = names.current.find((declared) => declared.name === name)?.key;
      const secret = key === undefined ? 'mySecret' : key;
      return [
        {
          name: 'EnvironmentSecretNotGranted',
          severity: 'warning',
          where,
          about: [variable, name, ...(key === undefined ? [] : [key])],
          message: `The variable ${variable} is read from the secret "${name}" when the function starts, and no grant lets the function read it.`,
          resolution: `Write: grantSecretRead(backend.${camelCase(where.split('/').at(-1) ?? '')}, secrets.${secret});`,
        },
      ];
    }),
  );
}

function isAt({ node }: IConstruct, where: string): boolean {
  return node.path === where;
}

function referencesIn(config: string | undefined): (readonly [variable: string, name: string])[] {
  try {
    const entries: Readonly<Record<string, { readonly path?: unknown }>> = JSON.parse(config ?? '{}');
    return Object.entries(entries).flatMap(([variable, { path }]) =>
      typeof path === 'string' && path.startsWith(SECRET_REFERENCE)
        ? [[variable, path.slice(SECRET_REFERENCE.length)] as const]
        : [],
    );
  } catch {
    return [];
  }
}
