import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { errorName } from '../aws/aws-error.js';
import { CliError } from '../errors/cli-error.js';
import { isRepeated, sdkCalls } from './sdk-calls.js';
import { versionWith } from './secrets-manager-metadata.js';
import type { RawValue, StoredSecret } from './secrets-store.js';

/** How AWS Secrets Manager rotates one secret, by metadata alone. */
export interface SecretRotation {
  readonly isEnabled: boolean;
  /** Undefined: no function was ever given. */
  readonly functionArn: string | undefined;
  /** `rate(30 days)`, `cron(…)`; undefined where it is rotated on request only. */
  readonly schedule: string | undefined;
  /** The window: `3h`. */
  readonly duration: string | undefined;
  readonly lastAt: Date | undefined;
  readonly nextAt: Date | undefined;
  readonly current: string | undefined;
  /** The version that has AWSPENDING, where it is not the current one. */
  readonly pending: string | undefined;
}

/** Rotations of AWS Secrets Manager. Each function rejects with a SecretsError. */
export interface SecretRotations {
  /** Undefined: there is no such secret. */
  readonly describe: (id: string) => Promise<SecretRotation | undefined>;
  /** When a version was made. */
  readonly createdAt: (id: string, version: string) => Promise<Date | undefined>;
  /** The value of a version; undefined where it has none yet, and `denied` where these credentials may not read it. */
  readonly valueOf: (id: string, version: string) => Promise<RawValue | 'denied' | undefined>;
  /** Starts a rotation by the function and the schedule that it has, and returns the version that it creates. */
  readonly start: (id: string) => Promise<string>;
  /** Takes AWSPENDING from a version, unless it is no longer there. */
  readonly free: (secret: StoredSecret, version: string) => Promise<void>;
}

/** `profile` is only for messages. */
export function secretRotations(open: () => Promise<SecretsManagerClient>, profile?: string): SecretRotations {
  const calls = sdkCalls(() => import('@aws-sdk/client-secrets-manager'), open, profile);
  const attempt = <T>(
    id: string,
    done: string,
    permission: string,
    work: Parameters<typeof calls<T>>[1],
    resource?: string,
  ) =>
    calls(
      {
        subject: `Secret "${id}"`,
        done,
        permission: `secretsmanager:${permission}`,
        ...(resource !== undefined && { resource }),
      },
      work,
    );

  async function createdAt(id: string, version: string) {
    return attempt(id, 'described', 'ListSecretVersionIds', async (sdk, client) => {
      const input = { SecretId: id, IncludeDeprecated: true };
      for await (const { Versions = [] } of sdk.paginateListSecretVersionIds({ client, pageSize: 100 }, input)) {
        const found = Versions.find(({ VersionId }) => VersionId === version);
        if (found !== undefined) return found.CreatedDate;
      }
      return undefined;
    });
  }

  async function describe(id: string): Promise<SecretRotation | undefined> {
    const found = await attempt(id, 'described', 'DescribeSecret', async (sdk, client) => {
      try {
        return await client.send(new sdk.DescribeSecretCommand({ SecretId: id }));
      } catch (error) {
        if (errorName(error) === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    });
    if (found === undefined) return undefined;
    const { VersionIdsToStages = {}, RotationRules: rules = {} } = found;
    const current = versionWith(VersionIdsToStages, 'AWSCURRENT');
    const pending = versionWith(VersionIdsToStages, 'AWSPENDING');
    const { AutomaticallyAfterDays: days } = rules;
    return {
      isEnabled: found.RotationEnabled === true,
      functionArn: found.RotationLambdaARN,
      schedule: rules.ScheduleExpression ?? (days === undefined ? undefined : `rate(${days} days)`),
      duration: rules.Duration,
      lastAt: found.LastRotatedDate,
      nextAt: found.NextRotationDate,
      current,
      pending: pending === current ? undefined : pending,
    };
  }

  return {
    describe,
    createdAt,
    valueOf: (id, version) =>
      attempt(id, 'read', 'GetSecretValue', async (sdk, client) => {
        try {
          const found = await client.send(new sdk.GetSecretValueCommand({ SecretId: id, VersionId: version }));
          return found.SecretBinary === undefined ? { text: found.SecretString ?? '' } : { bytes: found.SecretBinary };
        } catch (error) {
          if (errorName(error) === 'ResourceNotFoundException') return undefined;
          if (errorName(error).startsWith('AccessDenied')) return 'denied' as const;
          throw error;
        }
      }),
    start: (id) =>
      attempt(
        id,
        'rotated',
        'RotateSecret',
        async (sdk, client) => (await client.send(new sdk.RotateSecretCommand({ SecretId: id }))).VersionId ?? '',
        'on it, or lambda:InvokeFunction on its rotation function',
      ),
    free: ({ id, command }, version) =>
      attempt(id, 'changed', 'UpdateSecretVersionStage', async (sdk, client) => {
        const input = { SecretId: id, VersionStage: 'AWSPENDING', RemoveFromVersionId: version };
        try {
          await client.send(new sdk.UpdateSecretVersionStageCommand(input));
        } catch (error) {
          if (!/^Invalid(Parameter|Request)Exception$/.test(errorName(error))) throw error;
          // Of a version that is current by now, the rotation itself has taken it.
          if (isRepeated(error) && (await describe(id))?.current !== version) return;
          throw new CliError(
            'SecretChangedError',
            `Secret "${id}" was rotated meanwhile: AWSPENDING is no longer on version ${version}. Nothing was changed.`,
            `Look at it again: ${command('rotate')}`,
          );
        }
      }),
  };
}
