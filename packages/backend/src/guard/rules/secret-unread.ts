import {
  allEnvironments,
  type Deployment,
  expressionOf,
  findEnvironment,
  referencesOf,
  type SecretReference,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import type { GrantRecord } from '../../state/grant.js';
import { labelOf, type Target } from '../../targets/target.js';
import type { GuardFinding } from '../finding.js';
import type { GuardView } from '../view.js';

/** A declared secret is paid for, rotated and audited. If nothing reads it, a grant was forgotten, or the secret can be deleted. */
export function secretUnread({
  sets,
  grants,
  amplifySecretUses,
  functions,
  deployment,
  path,
}: GuardView): GuardFinding[] {
  const reading = grants.filter(({ accesses }) => accesses.includes('read'));
  // A declared key is found at once; only patterns, names and ARNs need a look at every name.
  const keys = new Set(reading.flatMap(({ target }) => declaredIn(target).map(keyOf)));
  for (const reference of amplifySecretUses) keys.add(keyOf(reference));
  const parameters = functions.flatMap((fn) => [...fn.parameters.values()]);
  const wider = reading.filter(({ target }) => declaredIn(target).length === 0);
  const declared = new Map(
    sets
      .all()
      .flatMap(referencesOf)
      .map((reference) => [keyOf(reference), reference]),
  );
  return [...declared]
    .filter(([id, reference]) => !keys.has(id) && !wider.some((grant) => reads(grant, reference)))
    .filter(([, reference]) => !parameters.some((parameter) => isParameterOf(parameter, reference, deployment)))
    .map(([, { key, set, undeclared }]) => ({
      name: 'SecretUnread',
      severity: 'warning',
      where: path,
      about: [key],
      message: `Secret ${labelOf(set, key)} is declared, and no grant of this backend reads it.`,
      resolution: `Write grantSecretRead(backend.myFunction, ${expressionOf({ key, undeclared })}), or delete the definition.`,
    }));
}

/** A grant for other deployments counts too: the same code is deployed there. */
function reads({ target, located }: GrantRecord, reference: SecretReference): boolean {
  const environments = allEnvironments(reference.set.environments);
  const here = environments.filter(({ name }) => name === located?.environment?.name);
  return (located?.environment === undefined ? environments : here).some((environment) =>
    target.matches(reference, environment),
  );
}

/** What `amplifySecret` is in a function's environment: a parameter by its path, or a secret by its name behind one. */
function isParameterOf(path: string, reference: SecretReference, deployment: Deployment | undefined): boolean {
  const environment = deployment && findEnvironment(reference.set.environments, deployment);
  return environment !== undefined && path.endsWith(`/${secretNameIn(environment, reference)}`);
}

function declaredIn({ reference }: Target): readonly SecretReference[] {
  return reference === undefined || reference.undeclared ? [] : [reference];
}

function keyOf({ key, set }: SecretReference): string {
  return JSON.stringify([set.app, key]);
}
