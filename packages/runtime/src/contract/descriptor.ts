import type { Store } from './deployment.js';
import { DeclarationError, SecretsError } from './errors.js';
import { isRecord } from './plain-object.js';

/** The environment variable that carries the descriptor. */
export const DESCRIPTOR_VARIABLE = 'AMPLIFY_SECRETS';
const VERSION = 1;
const LIMIT_BYTES = 512;

/**
 * What a function knows about its deployment, set by a grant. It contains no secret and no list of secrets: IAM decides what a
 * function may read.
 *
 * As JSON: `{"v":1,"apps":{"myapp":{"environment":"prod","store":"secrets-manager"}},"folders":["/amplify/…"]}`.
 */
export interface Descriptor {
  /** App name → where its secrets are in this deployment. */
  readonly apps: Readonly<Record<string, DescribedApp>>;
  /**
   * Parameter Store folders of the deployment in the order in which they are read, its own first. Writes go to the first. Needed where
   * the store of an app is `amplify`.
   */
  readonly folders?: readonly string[];
}

/** One app of a descriptor. */
export interface DescribedApp {
  readonly environment: string;
  /** The store of the environment. */
  readonly store: Store;
  /**
   * Of the app, its environments and the names of its secrets as they were declared at the deployment.
   * @default nothing is compared with it
   */
  readonly digest?: string | undefined;
}

/**
 * The value of the environment variable AMPLIFY_SECRETS.
 *
 * @throws {DescriptorTooLargeError} When it is larger than 512 bytes: all variables of a Lambda function share 4 KB.
 */
export function encodeDescriptor(descriptor: Descriptor): string {
  const { apps, folders } = copyDescriptor(descriptor);
  const text = JSON.stringify({ v: VERSION, apps, folders });
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= LIMIT_BYTES) return text;
  throw new DeclarationError(
    'DescriptorTooLargeError',
    `The descriptor in ${DESCRIPTOR_VARIABLE} must be at most ${LIMIT_BYTES} bytes, and got ${bytes} bytes. Its apps: ${Object.keys(apps).join(', ')}.`,
    'Grant this function secrets of fewer sets (defineSecrets), or give the apps and environments shorter names.',
  );
}

/**
 * The descriptor in the value of the environment variable AMPLIFY_SECRETS.
 *
 * @throws {DescriptorMissingError} When the value is undefined or empty.
 * @throws {DescriptorInvalidError} When it is not a descriptor, or one of another version.
 */
export function decodeDescriptor(text: string | undefined): Descriptor {
  if (!text) {
    throw new SecretsError(
      'DescriptorMissingError',
      `The environment variable ${DESCRIPTOR_VARIABLE} is not set.`,
      'In amplify/backend.ts add: grantSecretRead(backend.myFunction, secrets.mySecret); Elsewhere use createNextSecrets({ outputs }), createSecretsClient({ descriptor }) or useSecrets.',
    );
  }
  const value = parse(text);
  const { v }: { readonly v?: unknown } = Object(value);
  const version = typeof v === 'number' ? v : undefined;
  if (version === VERSION && isDescriptor(value)) return copyDescriptor(value);
  const isOtherVersion = version !== undefined && version !== VERSION;
  throw new SecretsError(
    'DescriptorInvalidError',
    `${DESCRIPTOR_VARIABLE} ${isOtherVersion ? `has version ${version}, and this @amplify-secrets/runtime reads version ${VERSION}` : 'is not a valid descriptor'}.`,
    'Deploy with the same version of @amplify-secrets/backend.',
  );
}

/** A copy without any other properties. */
export function copyDescriptor({ apps, folders }: Descriptor): Descriptor {
  const entries = Object.entries(apps).map(
    ([app, { environment, store, digest }]) => [app, { environment, store, digest }] as const,
  );
  return { apps: Object.fromEntries(entries), ...(folders && { folders: [...folders] }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether `value` has apps and, where the store of one is `amplify`, folders. */
export function isDescriptor(value: unknown): value is Descriptor {
  const { apps, folders = [] }: Record<string, unknown> = Object(value);
  return (
    isRecord(apps) &&
    Array.isArray(folders) &&
    folders.every((folder) => typeof folder === 'string') &&
    Object.values(apps).every((app) => {
      const { environment, store, digest = '' }: Record<string, unknown> = Object(app);
      return (
        [environment, digest].every((each) => typeof each === 'string') &&
        (store === 'secrets-manager' || (store === 'amplify' && folders.length > 0))
      );
    })
  );
}
