import type { Store } from './deployment.js';
import { SecretsError } from './errors.js';

/** The environment variable that carries the descriptor. */
export const DESCRIPTOR_VARIABLE = 'AMPLIFY_SECRETS';
const VERSION = 1;
const LIMIT_BYTES = 512;

/**
 * What a grant tells a function about its deployment. No secret, and no list of secrets: what a function may read is IAM's to say.
 *
 * As JSON: `{"v":1,"apps":{"myapp":{"environment":"prod","store":"secrets-manager"}},"folders":["/amplify/…"]}`.
 */
export interface Descriptor {
  /** App name → the environment that this deployment is of, and where that environment keeps its values. */
  readonly apps: Readonly<Record<string, { readonly environment: string; readonly store: Store }>>;
  /**
   * Parameter Store folders of the deployment in the order they are read, its own first; only where an app's store is `amplify`.
   * Writes go to the first alone.
   */
  readonly folders?: readonly string[];
}

/** Throws DescriptorTooLargeError above 512 bytes: all variables of a Lambda function together have 4 KB. */
export function encodeDescriptor(descriptor: Descriptor): string {
  const { apps, folders } = plain(descriptor);
  const text = JSON.stringify({ v: VERSION, apps, folders });
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= LIMIT_BYTES) return text;
  throw new SecretsError(
    'DescriptorTooLargeError',
    `The descriptor in ${DESCRIPTOR_VARIABLE} would have ${bytes} bytes, and at most ${LIMIT_BYTES} fit. Its apps: ${Object.keys(apps).join(', ')}.`,
    'Grant this function secrets of fewer sets (defineSecrets), or give the apps and environments shorter names.',
  );
}

/** Throws DescriptorMissingError when there is no text, DescriptorInvalidError when it is none of ours or of an unknown version. */
export function decodeDescriptor(text: string | undefined): Descriptor {
  if (!text) {
    throw new SecretsError(
      'DescriptorMissingError',
      `The environment variable ${DESCRIPTOR_VARIABLE} is not set: nothing tells this code which deployment it runs in.`,
      'In amplify/backend.ts grant a secret: grantSecretRead(backend.myFunction, secrets.mySecret). In a unit test: useSecrets({ … }) of @amplify-secrets/runtime/testing.',
    );
  }
  const value = parse(text);
  const version = isRecord(value) && typeof value.v === 'number' ? value.v : undefined;
  if (version === VERSION && isDescriptor(value)) return plain(value);
  const isForeign = version !== undefined && version !== VERSION;
  throw new SecretsError(
    'DescriptorInvalidError',
    `${DESCRIPTOR_VARIABLE} ${isForeign ? `has version ${version}, and this @amplify-secrets/runtime reads version ${VERSION}` : 'holds no descriptor'}.`,
    isForeign
      ? 'Install the same version of @amplify-secrets/backend, then deploy again.'
      : `Do not set ${DESCRIPTOR_VARIABLE} yourself: grantSecretRead and its siblings in amplify/backend.ts do.`,
  );
}

/** What belongs into a descriptor and nothing else. */
function plain({ apps, folders }: Descriptor): Descriptor {
  const entries = Object.entries(apps).map(([app, { environment, store }]) => [app, { environment, store }] as const);
  return { apps: Object.fromEntries(entries), ...(folders === undefined ? {} : { folders: [...folders] }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether `value` tells apps and, where one of them keeps its values in Amplify's store, folders. */
export function isDescriptor(value: unknown): value is Descriptor {
  if (!isRecord(value) || !isRecord(value.apps)) return false;
  const { apps, folders = [] } = value;
  const isList = Array.isArray(folders) && folders.every((folder) => typeof folder === 'string');
  return (
    isList &&
    Object.values(apps).every(
      (app) =>
        isRecord(app) &&
        typeof app.environment === 'string' &&
        (app.store === 'secrets-manager' || (app.store === 'amplify' && folders.length > 0)),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
