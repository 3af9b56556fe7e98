import {
  type Deployment,
  type Environment,
  encodeDescriptor,
  parameterFolders,
} from '@amplify-secrets/runtime/contract';

export interface AppEnvironment extends Environment {
  readonly app: string;
}

/** What somebody is told of the deployment: one descriptor, whatever number of grants and sets. */
export interface ToldApps {
  /** Throws DescriptorTooLargeError at the grant that makes it so. */
  add(apps: readonly AppEnvironment[]): void;
  /** The descriptor with all that was added so far. */
  readonly descriptor: () => string;
}

export function toldApps(deployment: Deployment): ToldApps {
  const apps = new Map<string, { readonly environment: string; readonly store: Environment['store'] }>();

  function descriptor(): string {
    const needsFolders = [...apps.values()].some(({ store }) => store === 'amplify');
    return encodeDescriptor({
      apps: Object.fromEntries(apps),
      ...(needsFolders ? { folders: parameterFolders(deployment) } : {}),
    });
  }

  return {
    add(environments) {
      for (const { app, name, store } of environments) apps.set(app, { environment: name, store });
      descriptor();
    },
    descriptor,
  };
}
