import { expressionOf } from '@amplify-secrets/runtime/contract';
import type { IConstruct } from 'constructs';
import { REFERENCE_PREFIX } from '../../targets/parameter-store-reference.js';
import { matchesSecret } from '../declarations/declared-names.js';
import type { GuardFinding } from '../finding.js';
import { granteeExpression } from '../grant-line.js';
import type { GuardView } from '../view.js';

/**
 * A variable that `amplifySecret` fills from AWS Secrets Manager, in a function without the grant: Amplify allows the parameter and
 * nothing allows the secret, so the function fails when it starts.
 */
export function environmentSecretNotGranted({ functions, grants, names }: GuardView): GuardFinding[] {
  return functions.flatMap(({ where, parameters }) =>
    [...parameters].flatMap(([variable, path]): GuardFinding[] => {
      if (!path.startsWith(REFERENCE_PREFIX)) return [];
      const name = path.slice(REFERENCE_PREFIX.length);
      const granted = grants.some(
        ({ accesses, located, grantee }) =>
          accesses.includes('read') &&
          located?.store === 'secrets-manager' &&
          located.names.some((pattern) => matchesSecret(`${pattern}-??????`, name)) &&
          // A granted role may be the role of any function.
          (grantee.lambda === undefined || isAt(grantee.lambda, where)),
      );
      if (granted) return [];
      const key = names.current.find((declared) => declared.name === name)?.key;
      return [
        {
          name: 'EnvironmentSecretNotGranted',
          severity: 'warning',
          where,
          about: [variable, name, ...(key === undefined ? [] : [key])],
          message: `The variable ${variable} is read from the secret "${name}" when the function starts, and no grant lets the function read that secret.`,
          resolution: `Write: grantSecretRead(${granteeExpression(where.split('/').at(-1))}, ${expressionOf({ key: key ?? 'mySecret', undeclared: false })});`,
        },
      ];
    }),
  );
}

function isAt({ node }: IConstruct, where: string): boolean {
  return node.path === where;
}
