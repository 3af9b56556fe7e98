import {
  type Deployment,
  type Environment,
  encodeDescriptor,
  parameterFolders,
} from '@amplify-secrets/runtime/contract';

export interface AppEnvironment extends Environment {
  readonly app: string;
}

/** The descriptor of one function or role: one, however many grants and sets it has. */
export interface DeploymentDescriptor {
  /** @throws {DescriptorTooLargeError} When it becomes larger than 512 bytes. */
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
