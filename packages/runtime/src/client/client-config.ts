import { type Descriptor, decodeDescriptor, encodeDescriptor } from '../contract/descriptor.js';
import { isSecretsError, SecretsError } from '../contract/errors.js';
import type { OnSecretEvent } from '../events/events.js';
import type { CredentialsOption } from '../transport/aws-credentials.js';
import { isRegion } from '../transport/region.js';
import type { Transport } from '../transport/transport.js';

/** Every option has a default that fits AWS Lambda and Amplify Hosting. */
export interface SecretsClientConfig {
  /** Which deployment this is. @default what the grant set in the environment variable AMPLIFY_SECRETS */
  readonly descriptor?: Descriptor | undefined;
  /** @default AWS_REGION, else AWS_DEFAULT_REGION */
  readonly region?: string | undefined;
  /** @default the environment's keys, else the container's endpoint */
  readonly credentials?: CredentialsOption | undefined;
  /** Brings its own region and credentials. @default AWS JSON over HTTPS */
  readonly transport?: Transport | undefined;
  /**
   * How long a value is served before the store is asked again, in seconds: up to a tenth less, by chance. For another tenth it is
   * served while it is read anew; for an hour more while the store is out of reach. 0 keeps nothing. @default 300; 5 in sandboxes
   */
  readonly ttl?: number | undefined;
  /** How long a call may take where it is given neither `signal` nor `context`, in milliseconds. @default 2000 */
  readonly timeout?: number | undefined;
  /** Hears of each hit, miss, refresh, batch and failure, without values. A hook that throws breaks no read. */
  readonly onEvent?: OnSecretEvent | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** From 0 to 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

const isFunction = (value: unknown) => typeof value === 'function';
const isBetween = (least: number, most: number) => (value: unknown) =>
  typeof value === 'number' && value >= least && value <= most;

const OPTIONS: Readonly<Record<string, readonly [fits: (value: unknown) => boolean, wanted: string]>> = {
  descriptor: [isDescriptor, 'a descriptor: { apps: { myapp: { environment, store } } }'],
  region: [isRegion, "a region: 'eu-west-1'"],
  credentials: [
    (value) => isFunction(value) || (typeof value === 'object' && value !== null && 'accessKeyId' in value),
    'credentials: { accessKeyId, secretAccessKey }, or a function that returns them',
  ],
  transport: [
    (value) => typeof value === 'object' && value !== null && 'call' in value && 'region' in value,
    'a transport: sdkTransport()',
  ],
  ttl: [isBetween(0, 86_400), 'a number of seconds, from 0 to 86400'],
  timeout: [isBetween(1, 30_000), 'a number of milliseconds, from 1 to 30000'],
  onEvent: [isFunction, 'a function that takes an event'],
  now: [isFunction, 'a function that returns milliseconds'],
  random: [isFunction, 'a function that returns a number from 0 to 1'],
};

/** Throws ClientOptionInvalidError for an unknown option, a value that is none, or options that contradict each other. */
export function checkConfig(config: SecretsClientConfig): void {
  for (const [name, value] of Object.entries(config)) {
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (option === undefined) {
      throw invalid(`There is no client option "${name}".`, `Use one of: ${Object.keys(OPTIONS).join(', ')}.`);
    }
    const [fits, wanted] = option;
    if (value !== undefined && !fits(value)) {
      throw invalid(`The client option "${name}" has a value that it cannot have.`, `Give ${name} ${wanted}.`);
    }
  }
  const own = config.transport && (config.region ? 'region' : config.credentials ? 'credentials' : undefined);
  if (own === undefined) return;
  throw invalid(
    `The client options "transport" and "${own}" are both given, and a transport has its own ${own}.`,
    `Leave out ${own}, or give it to the AWS SDK client that the transport is made of.`,
  );
}

function isDescriptor(value: unknown): boolean {
  try {
    // The cast only lets the codec see it: the codec judges it.
    decodeDescriptor(encodeDescriptor(value as Descriptor));
    return true;
  } catch (error) {
    return isSecretsError(error) && error.name === 'DescriptorTooLargeError';
  }
}

function invalid(message: string, resolution: string): SecretsError {
  return new SecretsError('ClientOptionInvalidError', message, resolution);
}
