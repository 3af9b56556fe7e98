import type { Parameter, ParameterMetadata, SSMClient } from '@aws-sdk/client-ssm';
import { type Attempt, awsError, errorName } from '../aws/aws-error.js';
import { CliError } from '../errors/cli-error.js';
import type { RawValue, SecretMetadata, SecretsStore, SecretVersion, StoredValue } from './secrets-store.js';

/** Where the secrets of one place are in Parameter Store. */
export interface ParameterFolders {
  /** In the order in which they are read. */
  readonly folders: readonly string[];
  readonly writeFolder: string;
  /** Whether all deployments of the namespace share a folder. */
  readonly isShared: (folder: string) => boolean;
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
const NAMES_PER_READ = 10;
const PAGE = 50;

/** Amplify's own secrets, as `npx ampx sandbox secret` and the Amplify console write them. `profile` is only for messages. */
export function parameterStore(
  open: () => Promise<SSMClient>,
  { folders, writeFolder, isShared }: ParameterFolders,
  profile?: string,
): SecretsStore {
  const own = (id: string) => `${writeFolder}/${id}`;
  async function attempt<T>(what: Omit<Attempt, 'profile'>, work: (sdk: Sdk, client: SSMClient) => Promise<T>) {
    try {
      const [sdk, client] = await Promise.all([import('@aws-sdk/client-ssm'), open()]);
      return await work(sdk, client);
    } catch (error) {
      throw awsError(error, { ...what, profile });
    }
  }
  const about = (id: string, done: string, permission: string) => ({
    subject: `The Amplify secret "${own(id)}"`,
    done,
    permission: `ssm:${permission}`,
  });

  /** All that is in the folders, by path. */
  function inFolders() {
    const what = {
      subject: `The parameters under ${folders.join(' and ')}`,
      done: 'listed',
      permission: 'ssm:DescribeParameters',
      resource: 'on *',
    };
    return attempt(what, async (sdk, client) => {
      const byPath = new Map<string, SecretMetadata>();
      const list = async (folder: string) => {
        const input = { ParameterFilters: [{ Key: 'Path', Option: 'OneLevel', Values: [folder] }] };
        for await (const { Parameters = [] } of sdk.paginateDescribeParameters({ client, pageSize: PAGE }, input)) {
          for (const each of Parameters) {
            const { Name = '' } = each;
            byPath.set(Name, metadataOf(each, isShared(folder)));
          }
        }
      };
      await Promise.all(folders.map(list));
      return byPath;
    });
  }

  function read(id: string, version?: string) {
    return attempt(about(id, 'read', 'GetParameters'), async (sdk, client): Promise<StoredValue | undefined> => {
      const Names = version === undefined ? folders.map((folder) => `${folder}/${id}`) : [`${own(id)}:${version}`];
      const { Parameters = [] } = await client.send(
        new sdk.GetParametersCommand({ Names: Names.slice(0, NAMES_PER_READ), WithDecryption: true }),
      );
      const found = Names.map((name) => Parameters.find((each) => each.Name === name.replace(/:\d+$/, ''))).find(
        (each) => each !== undefined,
      );
      return found && storedValue(found);
    });
  }

  async function put(id: string, value: RawValue, isNew: boolean): Promise<number> {
    const Value = 'text' in value ? value.text : Buffer.from(value.bytes).toString('base64');
    return attempt(about(id, isNew ? 'created' : 'changed', 'PutParameter'), async (sdk, client) => {
      try {
        const input = { Name: own(id), Value, Type: 'SecureString' as const, Overwrite: !isNew };
        return (await client.send(new sdk.PutParameterCommand(input))).Version ?? 0;
      } catch (error) {
        if (errorName(error) === 'ParameterAlreadyExists') throw changed(own(id), 'and yours was not written');
        throw error;
      }
    });
  }

  return {
    kind: 'amplify',
    describe: async (ids) => {
      const byPath = await inFolders();
      return new Map(
        ids.map((id) => {
          const found = folders.map((folder) => byPath.get(`${folder}/${id}`)).find((each) => each !== undefined);
          return [id, found ?? { name: own(id), state: 'missing' }] as const;
        }),
      );
    },
    undeclared: async (_prefix, declared) => {
      const byPath = await inFolders();
      return [...byPath.values()].filter(({ name }) => !declared.includes(name.slice(name.lastIndexOf('/') + 1)));
    },
    read,
    create: async (id, value) => String(await put(id, value, true)),
    replace: async (id, value, from) => {
      // What was read in the shared folder stays there: a write goes to the folder of the place.
      const isOwn = from?.folder === writeFolder;
      const version = await put(id, value, !isOwn);
      if (isOwn && String(version - 1) !== from?.version) {
        throw changed(own(id), `and yours replaced it: version ${version - 1} has theirs`);
      }
      return String(version);
    },
    remove: (id) =>
      attempt(about(id, 'removed', 'DeleteParameter'), async (sdk, client) => {
        await client.send(new sdk.DeleteParameterCommand({ Name: own(id) }));
        return undefined;
      }),
    restore: () =>
      Promise.reject(
        new CliError(
          'NotPossibleError',
          'Parameter Store removes a parameter for good: it has no recovery window.',
          'Set the value again: amplify-secrets set',
        ),
      ),
    history: (id) =>
      attempt(about(id, 'read', 'GetParameterHistory'), async (sdk, client) => {
        const versions: SecretVersion[] = [];
        const input = { Name: own(id), WithDecryption: false };
        try {
          for await (const { Parameters = [] } of sdk.paginateGetParameterHistory({ client, pageSize: PAGE }, input)) {
            for (const { Version, LastModifiedDate, Labels = [] } of Parameters) {
              versions.push({ version: String(Version), stages: Labels, createdAt: LastModifiedDate });
            }
          }
        } catch (error) {
          if (errorName(error) === 'ParameterNotFound') return [];
          throw error;
        }
        return versions.sort((one, other) => Number(other.version) - Number(one.version));
      }),
    rollback: async (id, to, from) => {
      const version = await put(id, to.value, false);
      if (String(version - 1) !== from.version) {
        throw changed(own(id), `and was replaced: version ${version - 1} has theirs`);
      }
      return String(version);
    },
  };
}

type Sdk = typeof import('@aws-sdk/client-ssm');

function metadataOf(
  { Name = '', ARN, Version, LastModifiedDate, KeyId }: ParameterMetadata,
  isShared: boolean,
): SecretMetadata {
  return {
    name: Name,
    state: 'set',
    arn: ARN,
    version: Version === undefined ? undefined : String(Version),
    changedAt: LastModifiedDate,
    kmsKeyId: KeyId,
    isShared,
  };
}

function storedValue({ Name = '', Value = '', Version }: Parameter): StoredValue {
  return { value: { text: Value }, version: String(Version), folder: Name.slice(0, Name.lastIndexOf('/')) };
}

/** Parameter Store has no compare-and-set: that somebody else wrote is found afterwards, by the number of the version. */
function changed(path: string, what: string): CliError {
  return new CliError(
    'SecretChangedError',
    `The Amplify secret "${path}" was changed by somebody else meanwhile, ${what}.`,
    'Look at its versions: amplify-secrets history',
  );
}
