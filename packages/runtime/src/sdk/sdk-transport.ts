import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { ownProperties } from '../contract/own-properties.js';
import { invalidResponse, isExpired } from '../transport/fault.js';
import {
  type CallOptions,
  type Operation,
  type Operations,
  serviceOf,
  type Transport,
} from '../transport/transport.js';
import { loadSecretsManager, loadSsm } from './load-sdk.js';
import { faultOfSdkError } from './sdk-fault.js';
import { sendOnce } from './send-once.js';

/** Clients of the AWS SDK. */
export interface SdkClients {
  /** @default a client with the SDK's defaults, made at the first call */
  readonly secretsManager?: SecretsManagerClient | undefined;
  /** @default a client with the SDK's defaults, made at the first call */
  readonly ssm?: SSMClient | undefined;
}

type Calls = {
  readonly [O in Operation]: (input: Operations[O]['input'], options: CallOptions) => Promise<Operations[O]['output']>;
};

/**
 * A transport over clients of the AWS SDK, for their credentials, proxy or retries. Install `@aws-sdk/client-secrets-manager`, and
 * `@aws-sdk/client-ssm` if sandboxes or previews read Amplify's own secrets. Calls reject with SdkMissingError if the package is not
 * installed.
 *
 * @example
 * ```ts
 * configureSecrets({ transport: sdkTransport({ secretsManager: new SecretsManagerClient({ region: 'eu-west-1' }) }) });
 * ```
 */
export function sdkTransport(clients: SdkClients = {}): Transport {
  const { secretsManager, ssm } = ownProperties(clients);
  let managerClient = secretsManager;
  let parameterClient = ssm;
  const manager = async () => {
    const sdk = await loadSecretsManager();
    managerClient ??= new sdk.SecretsManagerClient({});
    return { sdk, client: managerClient };
  };
  const parameters = async () => {
    const sdk = await loadSsm();
    parameterClient ??= new sdk.SSMClient({});
    return { sdk, client: parameterClient };
  };
  const calls: Calls = {
    GetSecretValue: async (input, options) => {
      const { sdk, client } = await manager();
      return client.send(...sending(new sdk.GetSecretValueCommand(input), options));
    },
    BatchGetSecretValue: async (input, options) => {
      const { sdk, client } = await manager();
      return client.send(...sending(new sdk.BatchGetSecretValueCommand(input), options));
    },
    PutSecretValue: async (input, options) => {
      const { sdk, client } = await manager();
      return client.send(...sending(new sdk.PutSecretValueCommand(input), options));
    },
    UpdateSecretVersionStage: async (input, options) => {
      const { sdk, client } = await manager();
      return client.send(...sending(new sdk.UpdateSecretVersionStageCommand(input), options));
    },
    DescribeSecret: async (input, options) => {
      const { sdk, client } = await manager();
      return client.send(...sending(new sdk.DescribeSecretCommand(input), options));
    },
    GetParameters: async (input, options) => {
      const { sdk, client } = await parameters();
      return client.send(...sending(new sdk.GetParametersCommand(input), options));
    },
    PutParameter: async (input, options) => {
      const { sdk, client } = await parameters();
      return client.send(...sending(new sdk.PutParameterCommand(input), options));
    },
  };

  /** Whether a client whose credentials have expired could get new ones. */
  async function renews(operation: Operation): Promise<boolean> {
    const { credentials } = (await (serviceOf(operation) === 'ssm' ? parameters : manager)()).client.config;
    const { secretAccessKey } = await credentials();
    return (await credentials({ forceRefresh: true })).secretAccessKey !== secretAccessKey;
  }

  return {
    call: async (operation, input, options) => {
      let output: object;
      try {
        output = await calls[operation](input, options).catch(async (error: unknown) => {
          if (!isExpired(faultOfSdkError(operation, error)) || !(await renews(operation))) throw error;
          return calls[operation](input, options);
        });
      } catch (error) {
        throw faultOfSdkError(operation, error, options.signal);
      }
      // The SDK accepts an empty body, which none of these operations has.
      if (Object.keys(output).every((key) => key === '$metadata')) throw invalidResponse(operation, 200);
      return output;
    },
    region: async () => {
      try {
        return await (await manager()).client.config.region();
      } catch (error) {
        throw faultOfSdkError('GetSecretValue', error);
      }
    },
  };
}

function sending<C extends Parameters<typeof sendOnce>[0]>(command: C, { signal, retry = true }: CallOptions) {
  if (!retry) sendOnce(command);
  return [command, { abortSignal: signal }] as const;
}
