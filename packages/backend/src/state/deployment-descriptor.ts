import {
  type Deployment,
  type DescribedApp,
  digestOf,
  type Environment,
  encodeDescriptor,
  isSecretsError,
  parameterFolders,
  type SecretSet,
} from '@amplify-secrets/runtime/contract';

export interface AppEnvironment extends Environment {
  readonly set: SecretSet;
}

interface App extends Environment {
  readonly sets: readonly SecretSet[];
}

// A descriptor has no room for more digests of names.
const MOST_NAMES = 50;

/** The descriptor of one function or role: one, however many grants and sets it has. */
export interface DeploymentDescriptor {
  /** @throws {DescriptorTooLargeError} When it becomes larger than 512 bytes. */
  add(environments: readonly AppEnvironment[]): void;
  /** With all that was added so far. */
  encode(): string;
}

export function deploymentDescriptor(deployment: Deployment): DeploymentDescriptor {
  const apps = new Map<string, App>();

  function withNames(most: number): string {
    const described = [...apps].map(([app, { name, store, sets }]): [string, DescribedApp] => [
      app,
      { environment: name, store, digest: most < 0 ? undefined : digestOf(sets, most) },
    ]);
    const needsFolders = described.some(([, { store }]) => store === 'amplify');
    return encodeDescriptor({
      apps: Object.fromEntries(described),
      ...(needsFolders ? { folders: parameterFolders(deployment) } : {}),
    });
  }

  /** Digests are shortened, then left out, where they would make it too large. */
  function encode(): string {
    for (let most = MOST_NAMES; most >= 0; most--) {
      try {
        return withNames(most);
      } catch (error) {
        if (!isSecretsError(error) || error.name !== 'DescriptorTooLargeError') throw error;
      }
    }
    return withNames(-1);
  }

  return {
    add(environments) {
      const unknown = environments.filter(({ set }) => !apps.get(set.app)?.sets.includes(set));
      for (const { set, name, store } of unknown) {
        apps.set(set.app, { name, store, sets: [...(apps.get(set.app)?.sets ?? []), set] });
      }
      if (unknown.length > 0) encode();
    },
    encode,
  };
}
