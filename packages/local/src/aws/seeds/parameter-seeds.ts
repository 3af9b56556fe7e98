import type { Account } from '../account/account.js';
import { latestOf, type ParameterType } from '../parameter-store/parameter.js';
import { checkNewName } from '../parameter-store/parameter-name.js';
import { toArn } from '../parameter-store/parameter-store.js';
import { AWS_KEY, append, nextVersion } from '../parameter-store/put-parameter.js';
import { orInvalid } from './secret-seeds.js';

export interface ParameterPutOptions {
  readonly region?: string;
  /** Default: the type the parameter has, for a new one `SecureString`, as `ampx` writes. */
  readonly type?: ParameterType;
  /** A customer-managed key; makes the readers need `kms:Decrypt`. */
  readonly keyId?: string;
}

export interface SeededParameter {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly type: ParameterType;
  readonly version: number;
  /** The key of the latest version, where it is a SecureString's and not AWS's own. */
  readonly kmsKeyId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a test does to the store past IAM. */
export interface ParameterSeeds {
  /** Creates the parameter or its next version. Throws SeedInvalidError for what AWS would refuse. */
  put(name: string, value: string, options?: ParameterPutOptions): { readonly arn: string; readonly version: number };
  /** True when there was one. */
  remove(name: string, options?: { readonly region?: string }): boolean;
  /** What is known of the parameters of every region, never values. */
  list(): readonly SeededParameter[];
}

export function createParameterSeeds(account: Account, defaultRegion: string, now: () => number): ParameterSeeds {
  return {
    put(name, value, { region = defaultRegion, type, keyId } = {}) {
      const store = account.parametersIn(region);
      const arn = toArn(store, name);
      const parameter = store.find(name);
      const version = orInvalid(() => {
        checkNewName(name, arn);
        if (value === '') throw new RangeError('An empty value is no parameter value.');
        const Type = type ?? (parameter ? latestOf(parameter).type : 'SecureString');
        const input = { Value: value, Type, KeyId: keyId, Tier: 'Intelligent-Tiering' };
        return nextVersion(parameter, input, { at: now(), by: 'seed' });
      });
      if (parameter) orInvalid(() => append(parameter, version));
      else store.add({ name, arn, tags: new Map(), versions: [version] });
      return { arn, version: version.version };
    },
    remove(name, { region = defaultRegion } = {}) {
      const store = account.parametersIn(region);
      const parameter = store.find(name);
      if (parameter) store.remove(parameter);
      return parameter !== undefined;
    },
    list: () =>
      account.parameterStores().flatMap((store) =>
        store.all().map((parameter) => {
          const { name, arn, tags } = parameter;
          const { type, version, keyId } = latestOf(parameter);
          const key = keyId === undefined || keyId === AWS_KEY ? {} : { kmsKeyId: keyId };
          return { name, arn, region: store.region, type, version, ...key, tags: Object.fromEntries(tags) };
        }),
      ),
  };
}
