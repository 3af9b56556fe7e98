import { type Place, parseArn, SECRET_SUFFIX, secretArn } from '../../arn/arn.js';
import { secretPolicyOf } from '../../authorization/secret-policy.js';
import type { NamedPolicy } from '../../iam/model.js';
import type { Rotations } from './rotation/rotations.js';
import { followPrimary, type Secret } from './secret.js';

/** The secrets of one account in one region. A replica follows its primary secret whenever it is looked up. */
export interface SecretStore extends Place {
  /** By name, ARN, or ARN without its suffix; a name with the suffix finds nothing. */
  find(secretId: string): Secret | undefined;
  all(): readonly Secret[];
  /** The store of the account that an ARN names; for a name, this one. */
  storeOf(secretId: string): SecretStore;
  /** The store of the same account in another region. */
  storeIn(region: string): SecretStore;
  /** The secret that a replica copies; any other secret itself. */
  primaryOf(secret: Secret): Secret;
  /** A secret with a new ARN, not in the store until it is added. `at` is when it is created. */
  draft(name: string, options?: { readonly arn?: string; readonly at?: number }): Secret;
  add(secret: Secret): void;
  /** With its replicas; a replica is taken from the list of its primary secret. */
  remove(secret: Secret): void;
  policyOf(secret: Secret): NamedPolicy | undefined;
  /** By the secret's ARN, or by the ARN that the templates have for it. */
  setPolicy(arn: string, policy: NamedPolicy | undefined): void;
  /** Those of the whole account. */
  readonly rotations: Rotations;
}

export interface SecretStoreInput extends Place {
  readonly now: () => number;
  readonly random: () => number;
  /** The secrets of another account in the same region. */
  readonly storeOf: (account: string) => SecretStore;
  readonly storeIn: (region: string) => SecretStore;
  readonly rotations: Rotations;
}

export function createSecretStore(input: SecretStoreInput): SecretStore {
  const { account, region, now, random, storeOf, storeIn, rotations } = input;
  const place = { account, region };
  const byName = new Map<string, Secret>();
  const policies = new Map<string, NamedPolicy>();
  const usedArns = new Set<string>();

  /** Removes the secrets whose recovery window is over. */
  function purge(): void {
    for (const secret of byName.values()) if (secret.removeAt !== undefined && secret.removeAt <= now()) remove(secret);
  }

  function find(secretId: string): Secret | undefined {
    purge();
    if (!secretId.startsWith('arn:')) return current(byName.get(secretId));
    const arn = parseArn(secretId);
    if (!arn?.resource.startsWith('secret:')) return undefined;
    const rest = arn.resource.slice('secret:'.length);
    // A hyphen and six characters count as the suffix, even where they end the name: AWS warns of such names.
    const name = rest.replace(SECRET_SUFFIX, '');
    const secret = byName.get(name);
    if (secret === undefined) return undefined;
    const whole = SECRET_SUFFIX.test(rest) ? secretId : `${secretId}${secret.arn.slice(-7)}`;
    return whole === secret.arn ? current(secret) : undefined;
  }

  function current<S extends Secret | undefined>(secret: S): S {
    if (secret?.primaryRegion !== undefined) followPrimary(secret, primaryOf(secret));
    return secret;
  }

  function primaryOf(secret: Secret): Secret {
    if (secret.primaryRegion === undefined) return secret;
    return storeIn(secret.primaryRegion).find(secret.name) ?? secret;
  }

  function draft(name: string, { arn = newArn(name), at = now() } = {}): Secret {
    return { arn, name, createdAt: at, changedAt: at, tags: new Map(), versions: new Map(), replications: new Map() };
  }

  function add(secret: Secret): void {
    usedArns.add(secret.arn);
    byName.set(secret.name, secret);
  }

  /** A name that is used again gets another suffix, so that old grants on the full ARN do not cover the new secret. */
  function newArn(name: string): string {
    for (let step = 0; ; step += 1) {
      const arn = secretArn(place, `${name}-${suffix(random, step)}`);
      if (!usedArns.has(arn)) return arn;
    }
  }

  function remove(secret: Secret): void {
    byName.delete(secret.name);
    policies.delete(secret.arn);
    if (secret.primaryRegion !== undefined) primaryOf(secret).replications.delete(region);
    for (const [replicaRegion, { failure }] of [...secret.replications]) {
      const replicas = storeIn(replicaRegion);
      const replica = failure === undefined ? replicas.find(secret.name) : undefined;
      if (replica) replicas.remove(replica);
    }
  }

  const store: SecretStore = {
    ...place,
    find,
    storeOf: (secretId) => {
      const owner = parseArn(secretId)?.account;
      return owner === undefined || owner === account ? store : storeOf(owner);
    },
    storeIn,
    rotations,
    primaryOf,
    draft,
    add,
    remove,
    all: () => {
      purge();
      return [...byName.values()].map(current);
    },
    policyOf: (secret) => {
      if (secret.primaryRegion === undefined) return secretPolicyOf(policies, secret.arn);
      return storeIn(secret.primaryRegion).policyOf(primaryOf(secret));
    },
    setPolicy: (arn, policy) => {
      if (policy === undefined) policies.delete(arn);
      else policies.set(arn, policy);
    },
  };
  return store;
}

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `step` shifts the characters, so that even a constant random source ends in another suffix. */
function suffix(random: () => number, step: number): string {
  const draw = (index: number) => Math.floor(random() * 62) + Math.floor(step / 62 ** index);
  return Array.from({ length: 6 }, (_, index) => CHARACTERS.charAt(draw(index) % 62)).join('');
}
