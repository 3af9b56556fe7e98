import {
  allEnvironments,
  nameTaken,
  type SecretSet,
  SecretsError,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';

/** The sets that one backend grants from. */
export interface SetRegistry {
  /**
   * Throws SecretSetsDisagreeError where two sets of one app tell different things, SecretNameTakenError where two secrets would be one
   * in any environment, not only in this one. The same set twice (a module that was evaluated twice) is one set.
   */
  register(set: SecretSet): void;
}

interface Owner {
  readonly app: string;
  readonly key: string;
}

export function setRegistry(): SetRegistry {
  const seen = new Set<SecretSet>();
  const owners = new Map<string, Owner>();

  return {
    register(set) {
      if (seen.has(set)) return;
      for (const other of seen) if (other.app === set.app) checkAgreement(other, set);
      for (const environment of allEnvironments(set.environments)) {
        for (const [key, definition] of Object.entries(set.definitions)) {
          const name = secretNameIn(environment, { key, set, definition, undeclared: false });
          const place = `${environment.store} ${name}`;
          const owner = owners.get(place);
          if (owner === undefined) owners.set(place, { app: set.app, key });
          else if (owner.app !== set.app || owner.key !== key) {
            throw nameTaken(environment, name, [show(owner), show({ app: set.app, key })]);
          }
        }
      }
      seen.add(set);
    },
  };
}

function checkAgreement(one: SecretSet, other: SecretSet): void {
  // As text, since the order of environments counts.
  if (JSON.stringify(one.environments) !== JSON.stringify(other.environments)) {
    throw disagree(one.app, 'declare different environments', 'Write the environments once and give them to both.');
  }
  for (const [key, { kind, fields }] of Object.entries(one.definitions)) {
    const twin = Object.hasOwn(other.definitions, key) ? other.definitions[key] : undefined;
    if (twin === undefined || (twin.kind === kind && JSON.stringify(twin.fields) === JSON.stringify(fields))) continue;
    throw disagree(one.app, `declare the secret "${key}" differently`, `Declare "${key}" in one of them.`);
  }
}

function disagree(app: string, how: string, resolution: string): SecretsError {
  return new SecretsError(
    'SecretSetsDisagreeError',
    `Two sets (defineSecrets) of app "${app}" ${how}.`,
    `${resolution} If they are of two apps, call one of them otherwise: defineSecrets({ app: '${app}-2', … }).`,
  );
}

function show({ app, key }: Owner): string {
  return `"${key}" of app "${app}"`;
}
