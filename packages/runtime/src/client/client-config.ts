import { kindOf } from '../contract/describe-value.js';
import { type Descriptor, isDescriptor } from '../contract/descriptor.js';
import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { isPlainObject } from '../contract/plain-object.js';
import type { OnSecretEvent } from '../events/events.js';
import type { CredentialsOption } from '../transport/aws-credentials.js';
import { isRegion } from '../transport/region.js';
import type { Transport } from '../transport/transport.js';

/** Every option has a default for AWS Lambda and Amplify Hosting. */
export interface SecretsClientConfig {
  /**
   * The deployment's environments and stores.
   * @default the environment variable AMPLIFY_SECRETS, which a grant sets
   */
  readonly descriptor?: Descriptor | undefined;
  /** @default AWS_REGION, else AWS_DEFAULT_REGION */
  readonly region?: string | undefined;
  /** @default those in the environment, else those of the container's endpoint */
  readonly credentials?: CredentialsOption | undefined;
  /**
   * What calls the stores. It has its own region and credentials.
   * @default AWS JSON over HTTPS
   */
  readonly transport?: Transport | undefined;
  /**
   * How long a value is served before the store is asked again, in seconds, less up to a tenth by chance. For another tenth it is served
   * while it is read again, and for an hour more while the store is out of reach. 0 disables the cache.
   * @default 300; 5 in sandboxes
   */
  readonly ttl?: number | undefined;
  /**
   * How long a call may take, in milliseconds, if it has neither `signal` nor `context`.
   * @default 2000
   */
  readonly timeout?: number | undefined;
  /**
   * Called at each hit, miss, refresh, batch and failure, without values. Its errors are ignored.
   * @default none
   */
  readonly onEvent?: OnSecretEvent | undefined;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
  /**
   * From 0 to 1.
   * @default Math.random
   */
  readonly random?: (() => number) | undefined;
}

interface Option {
  readonly isValid: (value: unknown) => boolean;
  readonly expected: string;
  readonly example: string;
}

const isFunction = (value: unknown) => typeof value === 'function';
const isBetween = (least: number, most: number) => (value: unknown) =>
  typeof value === 'number' && value >= least && value <= most;

const OPTIONS: Readonly<Record<string, Option>> = {
  descriptor: {
    isValid: isDescriptor,
    expected: 'a descriptor',
    example: "{ apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } }",
  },
  region: { isValid: isRegion, expected: 'a region', example: "'eu-west-1'" },
  credentials: {
    isValid: (value) => isFunction(value) || (typeof value === 'object' && value !== null && 'accessKeyId' in value),
    expected: 'credentials, or a function that returns them',
    example: 'fromNodeProviderChain()',
  },
  transport: {
    isValid: (value) => typeof value === 'object' && value !== null && 'call' in value && 'region' in value,
    expected: 'a transport',
    example: 'sdkTransport()',
  },
  ttl: { isValid: isBetween(0, 86_400), expected: 'a number of seconds from 0 to 86400', example: '300' },
  timeout: { isValid: isBetween(1, 30_000), expected: 'a number of milliseconds from 1 to 30000', example: '2000' },
  onEvent: { isValid: isFunction, expected: 'a function', example: '(event) => console.log(event)' },
  now: { isValid: isFunction, expected: 'a function that returns milliseconds', example: 'Date.now' },
  random: { isValid: isFunction, expected: 'a function that returns a number from 0 to 1', example: 'Math.random' },
};

/** @throws {ClientOptionInvalidError} When an option is unknown or not valid, or when options contradict each other. */
export function checkConfig(given: SecretsClientConfig): void {
  if (!isPlainObject(given)) {
    throw invalid(
      `The options of a client must be a plain object, and got ${kindOf(given)}.`,
      'Write, for example: { ttl: 300 }.',
    );
  }
  const config = ownProperties(given);
  for (const [name, value] of Object.entries(config)) {
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (option === undefined) {
      throw invalid(`There is no client option "${name}".`, `Use one of: ${Object.keys(OPTIONS).join(', ')}.`);
    }
    const { isValid, expected, example } = option;
    if (value !== undefined && !isValid(value)) {
      const got = typeof value === 'number' ? value : kindOf(value);
      throw invalid(
        `The client option "${name}" must be ${expected}, and got ${got}.`,
        `Write, for example: ${name}: ${example}.`,
      );
    }
  }
  const own = config.transport && (config.region ? 'region' : config.credentials ? 'credentials' : undefined);
  if (own === undefined) return;
  throw invalid(
    `The client option "${own}" must not be used with "transport", which has its own ${own}.`,
    `Delete ${own}, or use it for the AWS SDK client of the transport.`,
  );
}

function invalid(message: string, resolution: string): SecretsError {
  return new SecretsError('ClientOptionInvalidError', message, resolution);
}
