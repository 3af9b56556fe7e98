import type { SSMClient } from '@aws-sdk/client-ssm';
import { errorName } from '../aws/aws-error.js';
import { isRepeated } from './sdk-calls.js';

export interface ParameterWrite {
  readonly name: string;
  readonly value: string;
  /** The number of the version that it replaces; 0 where there is no parameter. */
  readonly from: number;
}

export interface WrittenParameter {
  /** Undefined: somebody else has created the parameter, and nothing was written. */
  readonly version: number | undefined;
  /** The latest version of somebody else that was replaced without being read. */
  readonly replaced: number | undefined;
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
const NAMES_PER_READ = 10;

/**
 * Writes a SecureString. Parameter Store has no compare-and-set: versions between `from` and the new one are found afterwards. Those with the
 * same value are this write's own: the SDK repeats a call whose answer is lost, and each one makes a version.
 */
export async function writeParameter(sdk: Sdk, client: SSMClient, write: ParameterWrite): Promise<WrittenParameter> {
  const { name, value, from } = write;
  const version = await putParameter(sdk, client, write);
  if (version === undefined || version === from + 1) return { version, replaced: undefined };
  const others = Array.from({ length: Math.max(0, version - 1 - from) }, (_, index) => from + 1 + index).reverse();
  const values = await valuesOf(
    sdk,
    client,
    others.slice(0, NAMES_PER_READ).map((each) => `${name}:${each}`),
  );
  // A number that is not above `from` is of a parameter that was removed and created meanwhile.
  const replaced = version > from ? others.find((each) => values.get(each) !== value) : version - 1;
  return { version, replaced };
}

async function putParameter(
  sdk: Sdk,
  client: SSMClient,
  { name, value, from }: ParameterWrite,
): Promise<number | undefined> {
  try {
    const input = { Name: name, Value: value, Type: 'SecureString' as const, Overwrite: from > 0 };
    return (await client.send(new sdk.PutParameterCommand(input))).Version ?? 0;
  } catch (error) {
    const [[version, stored] = []] = isRepeated(error) ? await valuesOf(sdk, client, [name]) : [];
    if (version !== undefined && version > from && stored === value) return version;
    if (errorName(error) === 'ParameterAlreadyExists') return undefined;
    throw error;
  }
}

/** By the numbers of their versions; without those that cannot be read. */
async function valuesOf(sdk: Sdk, client: SSMClient, names: readonly string[]): Promise<ReadonlyMap<number, string>> {
  try {
    const input = { Names: [...names], WithDecryption: true };
    const { Parameters = [] } = await client.send(new sdk.GetParametersCommand(input));
    return new Map(Parameters.map(({ Version = 0, Value = '' }) => [Version, Value]));
  } catch {
    return new Map();
  }
}

type Sdk = typeof import('@aws-sdk/client-ssm');
