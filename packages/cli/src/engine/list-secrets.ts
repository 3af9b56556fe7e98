import {
  allEnvironments,
  type Environment,
  referencesOf,
  type SecretSet,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import type { SecretMetadata, SecretsStore } from '../stores/secrets-store.js';

/** One place to look at. Places of AWS Secrets Manager have one store. Without a store, why there is none. */
export type ListedPlace =
  | { readonly environment: Environment; readonly label: string; readonly store: SecretsStore }
  | { readonly environment: Environment; readonly label: string; readonly skipped: string };

export interface ListedSecret {
  readonly key: string;
  /** By environment; absent where the environment was not looked at. */
  readonly in: ReadonlyMap<string, SecretMetadata>;
}

export interface SecretList {
  readonly secrets: readonly ListedSecret[];
  /** What is in the app's own folders, and not declared. */
  readonly undeclared: readonly SecretMetadata[];
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
}

/** What is set where, by metadata alone: all stores at once, and each in as few rounds as it allows. `matches` filters keys. */
export async function listSecrets(
  set: SecretSet,
  places: readonly ListedPlace[],
  matches: (key: string) => boolean = () => true,
): Promise<SecretList> {
  const references = referencesOf(set);
  const keys = references.filter(({ key }) => matches(key)).map(({ key }) => key);
  const notes: string[] = [];
  const environmentsOf = new Map<SecretsStore, Environment[]>();
  for (const place of places) {
    if ('skipped' in place) notes.push(`${place.label} was not looked at: ${place.skipped}`);
    else environmentsOf.set(place.store, [...(environmentsOf.get(place.store) ?? []), place.environment]);
  }
  const namesIn = (environment: Environment) =>
    new Map(references.map((reference) => [reference.key, secretNameIn(environment, reference)]));

  const found = await Promise.all(
    [...environmentsOf].map(async ([store, environments]) => {
      const wanted = environments.flatMap((environment) => keys.map((key) => namesIn(environment).get(key) ?? ''));
      const [described, undeclared] = await Promise.all([
        store.describe([...new Set(wanted)]),
        othersIn(store, environments),
      ]);
      return { environments, described, undeclared };
    }),
  );

  async function othersIn(store: SecretsStore, environments: readonly Environment[]) {
    const [first, another] = environments;
    const prefix = `${set.app}/${another === undefined && first !== undefined ? `${first.name}/` : ''}`;
    const declared = allEnvironments(set.environments)
      .filter((each) => each.store === store.kind)
      .flatMap((each) => [...namesIn(each).values()]);
    try {
      return await store.undeclared(prefix, declared);
    } catch (error) {
      notes.push(`Undeclared secrets are not listed. ${String(Object(error).message)}`);
      return [];
    }
  }

  const secrets = keys.map((key): ListedSecret => {
    const inPlaces = found.flatMap(({ environments, described }) =>
      environments.flatMap((environment) => {
        const metadata = described.get(namesIn(environment).get(key) ?? '');
        return metadata === undefined ? [] : [[environment.name, metadata] as const];
      }),
    );
    return { key, in: new Map(inPlaces) };
  });
  return { secrets, undeclared: found.flatMap(({ undeclared }) => undeclared), notes };
}
