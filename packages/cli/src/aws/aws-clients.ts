import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import { checkAnswers } from './check-answer.js';

export interface AwsOptions {
  /** @default the SDK's: AWS_REGION, or that of the profile */
  readonly region?: string | undefined;
  /** A profile of the AWS configuration, of IAM Identity Center too. @default AWS_PROFILE, or the rest of the SDK's credential chain */
  readonly profile?: string | undefined;
}

/** The clients of one command, each made when it is first needed: loading their packages takes time. */
export interface AwsClients {
  readonly secretsManager: () => Promise<SecretsManagerClient>;
  readonly ssm: () => Promise<SSMClient>;
  readonly sts: () => Promise<STSClient>;
  readonly kms: () => Promise<KMSClient>;
  readonly logs: () => Promise<CloudWatchLogsClient>;
  /** Ends their connections. */
  readonly close: () => void;
}

/** Of one attempt, in milliseconds: without them a call to an endpoint that does not answer, or stops in the middle of an answer, never ends. */
const LIMITS = { connectionTimeout: 5_000, requestTimeout: 15_000, socketTimeout: 15_000, throwOnRequestTimeout: true };

export function awsClients({ region, profile }: AwsOptions): AwsClients {
  const options = {
    requestHandler: LIMITS,
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
  };
  const opened: { destroy(): void }[] = [];
  const once = <T extends { destroy(): void } & Parameters<typeof checkAnswers>[0]>(open: () => Promise<T>) => {
    let client: Promise<T> | undefined;
    return () => {
      client ??= open().then((made) => {
        opened.push(made);
        checkAnswers(made);
        return made;
      });
      return client;
    };
  };
  return {
    secretsManager: once(async () => {
      const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
      return new SecretsManagerClient(options);
    }),
    ssm: once(async () => {
      const { SSMClient } = await import('@aws-sdk/client-ssm');
      return new SSMClient(options);
    }),
    sts: once(async () => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      return new STSClient(options);
    }),
    kms: once(async () => {
      const { KMSClient } = await import('@aws-sdk/client-kms');
      return new KMSClient(options);
    }),
    logs: once(async () => {
      const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
      return new CloudWatchLogsClient(options);
    }),
    close: () => {
      for (const client of opened) client.destroy();
    },
  };
}
