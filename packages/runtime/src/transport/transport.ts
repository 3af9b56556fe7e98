/** One value of AWS Secrets Manager, as GetSecretValue and BatchGetSecretValue return it. */
export interface SecretValue {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** One value of Parameter Store. */
export interface Parameter {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
  readonly Version?: number | undefined;
}

/** The AWS operations that the kit uses, each with the members of its input and output that the kit uses. */
export interface Operations {
  readonly GetSecretValue: {
    readonly input: { readonly SecretId: string; readonly VersionStage?: string; readonly VersionId?: string };
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
      readonly ClientRequestToken: string;
      readonly SecretString?: string;
      readonly SecretBinary?: Uint8Array;
    };
    readonly output: { readonly ARN?: string | undefined; readonly VersionId?: string | undefined };
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
  /** The call ends soon after it aborts. */
  readonly signal: AbortSignal;
  /**
   * Whether a store that is throttling or out of reach is asked again. With a value in hand, once is enough: what is given as
   * false is sent once, but for what mends at once (a connection that died idle, a clock that is off, expired credentials).
   * @default true
   */
  readonly retry?: boolean | undefined;
}

/**
 * What speaks to a store: the built-in one over HTTPS, or the AWS SDK's (`@amplify-secrets/runtime/sdk`).
 *
 * A call is one AWS operation, retries included. It rejects with a TransportFault, or with a SecretsError where the fault is in the
 * configuration (no region, no SDK).
 */
export interface Transport {
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
  return operation.startsWith('Put');
}
