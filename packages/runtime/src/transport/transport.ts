import type { Signal } from './signal.js';

/** One value of AWS Secrets Manager, as GetSecretValue and BatchGetSecretValue return it. */
export interface SecretValue {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  /** The stages of this version, such as AWSCURRENT. Not in the answers of BatchGetSecretValue of every transport. */
  readonly VersionStages?: readonly string[] | undefined;
  /** When this version was created: a Date, as the SDK returns it, or seconds since 1970, as AWS sends it. */
  readonly CreatedDate?: Date | number | undefined;
}

/** One value of Parameter Store. */
export interface Parameter {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
  readonly Version?: number | undefined;
}

/** The AWS operations that the kit calls, each with the members that it uses. */
export interface Operations {
  readonly GetSecretValue: {
    readonly input: {
      readonly SecretId: string;
      readonly VersionStage?: string | undefined;
      readonly VersionId?: string | undefined;
    };
    readonly output: SecretValue;
  };
  readonly BatchGetSecretValue: {
    readonly input: { readonly SecretIdList: string[] };
    readonly output: {
      readonly SecretValues?: readonly SecretValue[] | undefined;
      readonly Errors?:
        | readonly {
            readonly SecretId?: string | undefined;
            readonly ErrorCode?: string | undefined;
            readonly Message?: string | undefined;
          }[]
        | undefined;
    };
  };
  readonly PutSecretValue: {
    readonly input: {
      readonly SecretId: string;
      /** Becomes the VersionId. */
      readonly ClientRequestToken: string;
      readonly SecretString?: string;
      readonly SecretBinary?: Uint8Array;
      /** @default AWSCURRENT alone */
      readonly VersionStages?: string[];
      /** What Secrets Manager gives a rotation function in its event. */
      readonly RotationToken?: string;
    };
    readonly output: {
      readonly ARN?: string | undefined;
      readonly VersionId?: string | undefined;
      readonly VersionStages?: readonly string[] | undefined;
    };
  };
  readonly UpdateSecretVersionStage: {
    readonly input: {
      readonly SecretId: string;
      readonly VersionStage: string;
      /** The call fails if the stage is on another version. */
      readonly RemoveFromVersionId?: string;
      readonly MoveToVersionId?: string;
    };
    readonly output: { readonly ARN?: string | undefined; readonly Name?: string | undefined };
  };
  readonly DescribeSecret: {
    readonly input: { readonly SecretId: string };
    readonly output: {
      readonly ARN?: string | undefined;
      readonly Name?: string | undefined;
      readonly RotationEnabled?: boolean | undefined;
      readonly VersionIdsToStages?: Readonly<Record<string, readonly string[]>> | undefined;
    };
  };
  readonly GetParameters: {
    readonly input: { readonly Names: string[]; readonly WithDecryption: boolean };
    readonly output: {
      readonly Parameters?: readonly Parameter[] | undefined;
      readonly InvalidParameters?: readonly string[] | undefined;
    };
  };
  readonly PutParameter: {
    readonly input: {
      readonly Name: string;
      readonly Value: string;
      readonly Type: 'SecureString';
      readonly Overwrite: boolean;
    };
    readonly output: { readonly Version?: number | undefined };
  };
}

export type Operation = keyof Operations;

export interface CallOptions {
  /** The call must reject soon after it aborts. */
  readonly signal: Signal;
  /**
   * Whether to retry where the store throttles or is out of reach. With false, only a call whose cause can be repaired at once is
   * repeated: a closed connection, a wrong clock, expired credentials.
   * @default true
   */
  readonly retry?: boolean | undefined;
}

/**
 * What calls a store: the built-in transport over HTTPS, that over the AWS SDK (`@amplify-secrets/runtime/sdk`), or your own.
 *
 * @example
 * ```ts
 * const counted: Transport = {
 *   region: () => inner.region(),
 *   call: (operation, input, options) => {
 *     count(operation);
 *     return inner.call(operation, input, options);
 *   },
 * };
 * ```
 */
export interface Transport {
  /**
   * Calls one AWS operation, with its retries. Rejects with a TransportFault, or with a SecretsError where the configuration is at fault
   * (no region, no SDK).
   */
  readonly call: <O extends Operation>(
    operation: O,
    input: Operations[O]['input'],
    options: CallOptions,
  ) => Promise<Operations[O]['output']>;
  /** The region that calls go to. */
  readonly region: () => string | Promise<string>;
}

export type Service = 'secretsmanager' | 'ssm';

export function serviceOf(operation: Operation): Service {
  return operation.includes('Parameter') ? 'ssm' : 'secretsmanager';
}

export function isWrite(operation: Operation): boolean {
  return /^(Put|Update)/.test(operation);
}
