import {
  allEnvironments,
  type Environment,
  referencesOf,
  type SecretReference,
  secretNameIn,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import type { GrantRecord } from '../../state/grant.js';
import { labelOf } from '../../targets/target.js';
import { areOfSeparateApps, deploymentsIn } from '../declarations/grant-reach.js';
import { ownershipOf } from '../declarations/ownership.js';
import type { GuardFinding } from '../finding.js';
import type { GuardView } from '../view.js';

/** Environments may share a value; where one of them writes it, deployments of the others read what none of theirs wrote. */
export function sharedSecretWritten(view: GuardView): GuardFinding[] {
  const references = view.sets.all().flatMap(referencesOf);
  return references.flatMap((reference) =>
    sharings(reference).flatMap((sharing) => {
      const written = view.grants
        .filter(({ accesses }) => accesses.includes('write'))
        .flatMap((grant) =>
          sharing.environments
            .filter((environment) => isWritten(view, grant, reference, environment))
            .map((environment) => findingOf(grant, reference, sharing, environment)),
        );
      const worst = written.find(({ severity }) => severity === 'error') ?? written[0];
      return worst === undefined ? [] : [worst];
    }),
  );
}

interface Sharing {
  readonly name: string;
  readonly environments: readonly Environment[];
}

/** Names of AWS Secrets Manager that a definition has in more than one environment. */
function sharings(reference: SecretReference): Sharing[] {
  const byName = new Map<string, Environment[]>();
  for (const environment of allEnvironments(reference.set.environments)) {
    if (environment.store !== 'secrets-manager') continue;
    const name = secretNameIn(environment, reference);
    byName.set(name, [...(byName.get(name) ?? []), environment]);
  }
  return [...byName]
    .map(([name, environments]) => ({ name, environments }))
    .filter(({ environments }) => environments.length > 1);
}

function isWritten(
  { deployment }: GuardView,
  grant: GrantRecord,
  reference: SecretReference,
  environment: Environment,
): boolean {
  const { account, region } = ownershipOf(grant);
  // A replica in another region is not written.
  if (account === 'other' || region === 'other') return false;
  return (
    grant.target.matches(reference, environment) &&
    (grant.target.set === undefined ||
      deploymentsIn(reference.set.environments, environment, grant.branches, deployment) > 0)
  );
}

function findingOf(
  grant: GrantRecord,
  { key, set }: SecretReference,
  { name, environments }: Sharing,
  writing: Environment,
): GuardFinding {
  const others = environments.filter((each) => each.name !== writing.name).map((each) => each.name);
  const areSeparate = others.every((other) => areOfSeparateApps(set.environments, writing.name, other));
  const isSure = Object.values(ownershipOf(grant)).every((ownership) => ownership === 'own');
  const proviso = [
    ...(areSeparate
      ? [' The environments belong to separate Amplify apps: in separate accounts, these are two secrets.']
      : []),
    ...(isSure ? [] : [' The ARN may be in another account or region than the declared secret.']),
  ];
  const accept = `configureGuard(backend, { accept: [{ finding: 'SharedSecretWritten', at: ${stringLiteral(key)}, reason: '…' }] }).`;
  return {
    name: 'SharedSecretWritten',
    severity: proviso.length > 0 ? 'warning' : 'error',
    where: grant.grantee.construct.node.path,
    about: [key, name],
    message: `Secret ${labelOf(set, key)} has the name "${name}" in ${environments.map((each) => each.name).join(', ')}, and ${grant.call} lets ${writing.name} write what ${others.join(', ')} ${others.length === 1 ? 'reads' : 'read'}.${proviso.join('')}`,
    resolution: `Give each environment a separate name in the definition of "${key}" (leave ${others.join(', ')} out of name), or write grantSecretRead.${proviso.length > 0 ? ` Where they are two secrets: ${accept}` : ''}`,
  };
}
