import type { Account } from '../account/account.js';
import { latestOf, type ParameterType } from '../parameter-store/parameter.js';
import { checkNewName } from '../parameter-store/parameter-name.js';
import { toArn } from '../parameter-store/parameter-store.js';
import { AWS_KEY, append, nextVersion } from '../parameter-store/parameter-versions.js';
import { checkKind, orSeedInvalid } from './seed-invalid.js';

export interface ParameterPutOptions {
  /** @default the local AWS's region */
  readonly region?: string;
  /** @default the type the parameter has; for a new one `SecureString`, as `ampx` writes */
  readonly type?: ParameterType;
  /**
   * A key id, key ARN or alias of a customer-managed key; its readers need `kms:Decrypt`.
   *
   * @default AWS's own
   */
  readonly keyId?: string;
}

export interface SeededParameter {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly type: ParameterType;
  readonly version: number;
  /** The customer-managed key of the latest version. Absent: AWS's own key, or no SecureString. */
  readonly kmsKeyId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Fills the store as an operator would, without a request and without IAM. */
export interface ParameterSeeds {
  /**
   * Creates the parameter, or adds a version to it.
   *
   * @throws {SeedInvalidError} When AWS would refuse the name or the value.
   * @example
   * ```ts
   * aws.parameters.put('/amplify/shared/shop/stripe', 'rk_test');
   * ```
   */
  put(name: string, value: string, options?: ParameterPutOptions): { readonly arn: string; readonly version: number };
  /** Returns whether there was one. */
  remove(name: string, options?: { readonly region?: string }): boolean;
  /** The parameters of every region, never their values. */
  list(): readonly SeededParameter[];
}

export function createParameterSeeds(account: Account, defaultRegion: string, now: () => number): ParameterSeeds {
  return {
    put(name, value, { region = defaultRegion, type, keyId } = {}) {
      const store = account.parametersIn(region);
      const arn = toArn(store, name);
      const parameter = store.find(name);
      const version = orSeedInvalid(() => {
        checkNewName(name, arn);
        checkKind(value, 'a string', typeof value === 'string');
        if (value === '') throw new RangeError('The value must not be empty.');
        const Type = type ?? (parameter ? latestOf(parameter).type : 'SecureString');
        const input = { Value: value, Type, KeyId: keyId, Tier: 'Intelligent-Tiering' };
        return nextVersion(parameter, input, { at: now(), by: 'seed' });
      });
      if (parameter) orSeedInvalid(() => append(parameter, version));
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
