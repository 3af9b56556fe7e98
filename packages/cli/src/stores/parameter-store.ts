import type { Parameter, ParameterMetadata, SSMClient } from '@aws-sdk/client-ssm';
import { errorName } from '../aws/aws-error.js';
import { CliError } from '../errors/cli-error.js';
import { isRepeated, sdkCalls } from './sdk-calls.js';
import type {
  RawValue,
  SecretMetadata,
  SecretsStore,
  SecretVersion,
  StoredSecret,
  StoredValue,
} from './secrets-store.js';
import { writeParameter } from './write-parameter.js';

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
const YOURS = 'and yours replaced it';

/** Amplify's own secrets, as `npx ampx sandbox secret` and the Amplify console write them. `profile` is only for messages. */
export function parameterStore(
  open: () => Promise<SSMClient>,
  { folders, writeFolder, isShared }: ParameterFolders,
  profile?: string,
): SecretsStore {
  const own = (id: string) => `${writeFolder}/${id}`;
  const attempt = sdkCalls(() => import('@aws-sdk/client-ssm'), open, profile);
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

  function read({ id }: StoredSecret, version?: string) {
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

  /** `from` is the number of the version that it replaces, 0 where there is none. `lost` is what a message says of another version in between. */
  async function put(secret: StoredSecret, value: RawValue, from: number, lost: string): Promise<string> {
    const name = own(secret.id);
    const text = 'text' in value ? value.text : Buffer.from(value.bytes).toString('base64');
    const { version, replaced } = await attempt(
      about(secret.id, from === 0 ? 'created' : 'changed', 'PutParameter'),
      (sdk, client) => writeParameter(sdk, client, { name, value: text, from }),
    );
    if (version === undefined) throw changed(secret, name, 'and yours was not written');
    if (replaced !== undefined) throw changed(secret, name, `${lost}: version ${replaced} has theirs`);
    return String(version);
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
    create: (secret, value) => put(secret, value, 0, YOURS),
    // What was read in the shared folder stays there: a write goes to the folder of the place.
    replace: (secret, value, from) =>
      put(secret, value, from?.folder === writeFolder ? Number(from?.version ?? 0) : 0, YOURS),
    remove: ({ id }) =>
      attempt(about(id, 'removed', 'DeleteParameter'), async (sdk, client) => {
        try {
          await client.send(new sdk.DeleteParameterCommand({ Name: own(id) }));
        } catch (error) {
          if (!isRepeated(error) || errorName(error) !== 'ParameterNotFound') throw error;
        }
        return undefined;
      }),
    restore: async ({ command }) => {
      throw new CliError(
        'NotPossibleError',
        'Parameter Store removes a parameter for good: it has no recovery window.',
        `Set the value again: ${command('set')}`,
      );
    },
    history: ({ id }) =>
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
    rollback: (secret, to, from) => put(secret, to.value, Number(from.version), 'and was replaced'),
  };
}

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

function changed({ command }: StoredSecret, path: string, what: string): CliError {
  return new CliError(
    'SecretChangedError',
    `The Amplify secret "${path}" was changed by somebody else meanwhile, ${what}.`,
    `Look at its versions: ${command('history')}`,
  );
}
