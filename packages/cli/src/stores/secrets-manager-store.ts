import { randomUUID } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { errorName } from '../aws/aws-error.js';
import { CliError } from '../errors/cli-error.js';
import { atOnce } from './at-once.js';
import { isRepeated, sdkCalls } from './sdk-calls.js';
import { metadataOf } from './secrets-manager-metadata.js';
import type {
  CreateOptions,
  RawValue,
  SecretMetadata,
  SecretsStore,
  SecretVersion,
  StoredSecret,
  StoredValue,
} from './secrets-store.js';

// As many as the SDK keeps connections, and far below what AWS allows in a second:
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
const CALLS_AT_ONCE = 50;
// On a version that is written beside the current one, until it becomes that.
const PRIVATE_STAGE = 'amplify-secrets-set';

/** AWS Secrets Manager. `profile` is only for messages. */
export function secretsManagerStore(open: () => Promise<SecretsManagerClient>, profile?: string): SecretsStore {
  const attempt = sdkCalls(() => import('@aws-sdk/client-secrets-manager'), open, profile);
  const about = (id: string, done: string, permission: string) => ({
    subject: `Secret "${id}"`,
    done,
    permission: `secretsmanager:${permission}`,
  });

  function describe(ids: readonly string[]) {
    return attempt(about(ids[0] ?? '', 'described', 'DescribeSecret'), async (sdk, client) => {
      // Once for all: each call would look for them anew where there are none.
      await client.config.credentials();
      const found = await atOnce(ids, CALLS_AT_ONCE, async (id): Promise<readonly [string, SecretMetadata]> => {
        try {
          return [id, metadataOf(id, await client.send(new sdk.DescribeSecretCommand({ SecretId: id })))];
        } catch (error) {
          if (errorName(error) === 'ResourceNotFoundException') return [id, { name: id, state: 'missing' }];
          if (errorName(error).startsWith('AccessDenied')) return [id, { name: id, state: 'denied' }];
          throw error;
        }
      });
      return new Map(found);
    });
  }

  function undeclared(prefix: string, declared: readonly string[]) {
    const what = {
      subject: 'The list of secrets',
      done: 'read',
      permission: 'secretsmanager:ListSecrets',
      resource: 'on *',
    };
    return attempt(what, async (sdk, client) => {
      const input = { Filters: [{ Key: 'name' as const, Values: [prefix] }], IncludePlannedDeletion: true };
      const found: SecretMetadata[] = [];
      for await (const { SecretList = [] } of sdk.paginateListSecrets({ client, pageSize: 100 }, input)) {
        for (const each of SecretList) {
          const { Name = '' } = each;
          if (Name.startsWith(prefix) && !declared.includes(Name)) found.push(metadataOf(Name, each));
        }
      }
      return found;
    });
  }

  function read(secret: StoredSecret, version?: string) {
    const { id } = secret;
    return attempt(about(id, 'read', 'GetSecretValue'), async (sdk, client): Promise<StoredValue | undefined> => {
      try {
        const input = { SecretId: id, ...(version !== undefined && { VersionId: version }) };
        const { SecretString, SecretBinary, VersionId = '' } = await client.send(new sdk.GetSecretValueCommand(input));
        if (SecretBinary !== undefined) return { value: { bytes: SecretBinary }, version: VersionId };
        return { value: { text: SecretString ?? '' }, version: VersionId };
      } catch (error) {
        if (errorName(error) === 'ResourceNotFoundException') return undefined;
        if (isDeletion(error)) throw deleted(secret);
        throw error;
      }
    });
  }

  function create(secret: StoredSecret, value: RawValue, { kmsKeyId, tags = {} }: CreateOptions) {
    const { id } = secret;
    const token = randomUUID();
    return attempt(about(id, 'created', 'CreateSecret'), async (sdk, client) => {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      try {
        const { VersionId = '' } = await client.send(
          new sdk.CreateSecretCommand({
            Name: id,
            ClientRequestToken: token,
            ...payload(value),
            ...(kmsKeyId !== undefined && { KmsKeyId: kmsKeyId }),
            ...(Tags.length > 0 && { Tags }),
          }),
        );
        return VersionId;
      } catch (error) {
        if (isRepeated(error) && (await isCurrent(sdk, client, id, token))) return token;
        if (errorName(error) === 'ResourceExistsException') throw changed(secret);
        if (isDeletion(error)) throw deleted(secret);
        throw error;
      }
    });
  }

  /** Moves AWSCURRENT to a version, from the one that it must still be on: AWS refuses it where it is not. */
  async function promote(
    sdk: Sdk,
    client: SecretsManagerClient,
    secret: StoredSecret,
    to: string,
    from: string | undefined,
  ) {
    const { id } = secret;
    try {
      await client.send(
        new sdk.UpdateSecretVersionStageCommand({
          SecretId: id,
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: to,
          ...(from !== undefined && { RemoveFromVersionId: from }),
        }),
      );
    } catch (error) {
      if (isRepeated(error) && (await isCurrent(sdk, client, id, to))) return;
      if (/^Invalid(Parameter|Request)Exception$/.test(errorName(error)))
        throw isDeletion(error) ? deleted(secret) : changed(secret);
      throw error;
    }
  }

  /** By GetSecretValue: whoever sets a value or rolls one back may call it, and perhaps nothing that describes the secret. */
  async function isCurrent(sdk: Sdk, client: SecretsManagerClient, id: string, version: string): Promise<boolean> {
    try {
      return (await client.send(new sdk.GetSecretValueCommand({ SecretId: id }))).VersionId === version;
    } catch {
      return false;
    }
  }

  /** Undefined where it cannot be had. */
  async function metadata(sdk: Sdk, client: SecretsManagerClient, id: string): Promise<SecretMetadata | undefined> {
    try {
      return metadataOf(id, await client.send(new sdk.DescribeSecretCommand({ SecretId: id })));
    } catch {
      return undefined;
    }
  }

  async function replace(secret: StoredSecret, value: RawValue, from: StoredValue | undefined) {
    const { id } = secret;
    const token = randomUUID();
    await attempt(about(id, 'changed', 'PutSecretValue'), async (sdk, client) => {
      try {
        const input = { SecretId: id, ClientRequestToken: token, VersionStages: [PRIVATE_STAGE], ...payload(value) };
        await client.send(new sdk.PutSecretValueCommand(input));
      } catch (error) {
        if (isDeletion(error)) throw deleted(secret);
        throw error;
      }
    });
    await attempt(about(id, 'changed', 'UpdateSecretVersionStage'), async (sdk, client) => {
      const clean = () =>
        client
          .send(
            new sdk.UpdateSecretVersionStageCommand({
              SecretId: id,
              VersionStage: PRIVATE_STAGE,
              RemoveFromVersionId: token,
            }),
          )
          // The next write takes the stage from there.
          .catch(() => undefined);
      try {
        await promote(sdk, client, secret, token, from?.version);
      } finally {
        await clean();
      }
    });
    return token;
  }

  return {
    kind: 'secrets-manager',
    describe,
    undeclared,
    read,
    create,
    replace,
    remove: (secret, recoveryDays) =>
      attempt(about(secret.id, 'removed', 'DeleteSecret'), async (sdk, client) => {
        try {
          const input = { SecretId: secret.id, RecoveryWindowInDays: recoveryDays };
          return (await client.send(new sdk.DeleteSecretCommand(input))).DeletionDate;
        } catch (error) {
          const removedAt = isRepeated(error) ? (await metadata(sdk, client, secret.id))?.removedAt : undefined;
          if (removedAt !== undefined) return removedAt;
          if (isDeletion(error)) throw deleted(secret);
          throw error;
        }
      }),
    restore: ({ id }) =>
      attempt(about(id, 'restored', 'RestoreSecret'), async (sdk, client) => {
        try {
          await client.send(new sdk.RestoreSecretCommand({ SecretId: id }));
        } catch (error) {
          const found = isRepeated(error) ? await metadata(sdk, client, id) : undefined;
          if (found?.state !== 'set' && found?.state !== 'empty') throw error;
        }
      }),
    history: ({ id }) =>
      attempt(about(id, 'read', 'ListSecretVersionIds'), async (sdk, client) => {
        const versions: SecretVersion[] = [];
        const input = { SecretId: id, IncludeDeprecated: true };
        for await (const { Versions = [] } of sdk.paginateListSecretVersionIds({ client, pageSize: 100 }, input)) {
          for (const { VersionId = '', VersionStages = [], CreatedDate } of Versions) {
            versions.push({ version: VersionId, stages: VersionStages, createdAt: CreatedDate });
          }
        }
        return versions.sort((one, other) => Number(other.createdAt) - Number(one.createdAt));
      }),
    rollback: (secret, to, from) =>
      attempt(about(secret.id, 'changed', 'UpdateSecretVersionStage'), async (sdk, client) => {
        await promote(sdk, client, secret, to.version, from.version);
        return to.version;
      }),
  };
}

type Sdk = typeof import('@aws-sdk/client-secrets-manager');

function payload(value: RawValue) {
  return 'text' in value ? { SecretString: value.text } : { SecretBinary: value.bytes };
}

function isDeletion(error: unknown): boolean {
  return errorName(error) === 'InvalidRequestException' && /delet/i.test(String(Object(error).message));
}

function deleted({ id, command }: StoredSecret): CliError {
  return new CliError(
    'SecretDeletedError',
    `Secret "${id}" is scheduled for deletion.`,
    `Restore it: ${command('restore')}`,
  );
}

function changed({ id, command }: StoredSecret): CliError {
  return new CliError(
    'SecretChangedError',
    `Secret "${id}" was changed by somebody else meanwhile. Their value was kept, and yours was not written.`,
    `Run the command again: it begins with the value that is there now. To see its versions: ${command('history')}`,
  );
}
