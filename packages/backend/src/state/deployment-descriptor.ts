import {
  type Deployment,
  type Environment,
  encodeDescriptor,
  parameterFolders,
} from '@amplify-secrets/runtime/contract';

export interface AppEnvironment extends Environment {
  readonly app: string;
}

/** The descriptor that code of one deployment gets: one, whatever number of grants and sets. */
export interface DeploymentDescriptor {
  /** @throws {DescriptorTooLargeError} When the environments make it larger than a variable may be. */
  add(environments: readonly AppEnvironment[]): void;
  /** With all that was added so far. */
  encode(): string;
}

export function deploymentDescriptor(deployment: Deployment): DeploymentDescriptor {
  const apps = new Map<string, { readonly environment: string; readonly store: Environment['store'] }>();

  function encode(): string {
    const needsFolders = [...apps.values()].some(({ store }) => store === 'amplify');
    return encodeDescriptor({
      apps: Object.fromEntries(apps),
      ...(needsFolders ? { folders: parameterFolders(deployment) } : {}),
    });
  }

  return {
    add(environments) {
      for (const { app, name, store } of environments) apps.set(app, { environment: name, store });
      encode();
    },
    encode,
  };
}
