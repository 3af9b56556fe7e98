import { allEnvironments, type SecretReference, secretNameIn } from '@amplify-secrets/runtime/contract';
import { referencesOf } from '../declared-names.js';
import type { Finding } from '../finding.js';
import { deploymentsIn } from '../grant-reach.js';
import type { GuardedBackend } from '../guarded-backend.js';
import { takesInEnvironment } from '../takes-in-environment.js';

/** Environments may share a value; where one of them writes it, the others' deployments read what theirs never wrote. */
export function sharedSecretWritten(backend: GuardedBackend): Finding[] {
  const references = backend.sets.all().flatMap(referencesOf);
  return references.flatMap((reference) =>
    sharings(reference).flatMap(({ name, environments }): Finding[] => {
      const { set, key } = reference;
      const written = backend.grants.flatMap((grant) => {
        if (!grant.accesses.includes('write')) return [];
        const writing = environments.find(
          (environment) =>
            takesInEnvironment(grant.target, reference, environment) &&
            (grant.target.kind === 'text' ||
              deploymentsIn(set.environments, environment, grant.branches, backend.deployment) > 0),
        );
        return writing === undefined ? [] : [{ grant, writing }];
      });
      const [first] = written;
      if (first === undefined) return [];
      const { grant, writing } = first;
      const others = environments.filter((each) => each.name !== writing.name).map((each) => each.name);
      return [
        {
          name: 'SharedSecretWritten',
          severity: 'error',
          where: grant.grantee.construct.node.path,
          about: [key, name],
          message: `Secret "${key}" of app "${set.app}" is "${name}" in ${environments.map((each) => each.name).join(', ')}, and ${grant.call} lets ${writing.name} write what ${others.join(', ')} ${others.length === 1 ? 'reads' : 'read'}.`,
          resolution: `Give each environment a name of its own in the definition of "${key}" (leave ${others.join(', ')} out of name), or write grantSecretRead.`,
        },
      ];
    }),
  );
}

/** Names of AWS Secrets Manager that a definition has in more than one environment. */
function sharings(reference: SecretReference) {
  const byName = new Map<string, ReturnType<typeof allEnvironments>>();
  for (const environment of allEnvironments(reference.set.environments)) {
    if (environment.store !== 'secrets-manager') continue;
    const name = secretNameIn(environment, reference);
    byName.set(name, [...(byName.get(name) ?? []), environment]);
  }
  return [...byName]
    .map(([name, environments]) => ({ name, environments }))
    .filter(({ environments }) => environments.length > 1);
}
