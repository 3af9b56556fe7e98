import type { SecretKind, Store } from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import type { GrantState } from '../state/backend-state.js';
import type { GrantRecord } from '../state/grant.js';
import type { LocatedSecret } from '../targets/locate-target.js';

/** A secret without which something of the deployment would fail. */
export interface RequiredSecret {
  readonly store: Store;
  /** As a person names it: `myapp/prod/stripe`; in `amplify` the last part of the parameter's path. */
  readonly name: string;
  /** `secrets-manager`: the name, or an ARN. `amplify`: parameters, the deployment's own first; one of them is enough. */
  readonly ids: readonly string[];
  /** Undefined: the one that is deployed to. */
  readonly region: string | undefined;
  /** Undefined for a secret that no set declares. */
  readonly kind: SecretKind | undefined;
  readonly fields: readonly string[] | undefined;
  /** Whether it needs a value by now: what is only written gets its first one from the deployment's own code. */
  readonly read: boolean;
}

/**
 * What the grants read or write and `amplifySecret` takes, each once. Patterns, and secrets that `secretNamed` names without a
 * declaration, may have no secret behind them yet; a secret that CDK makes comes with the deployment; Parameter Store makes what is
 * written.
 */
export function requiredSecrets(state: GrantState): readonly RequiredSecret[] {
  const required = new Map<string, RequiredSecret>();
  const used = state.taken.map((use) => use.required);
  for (const secret of [...state.grants.flatMap(requiredBy), ...used]) {
    const id = `${secret.region} ${secret.ids.join()}`;
    const earlier = required.get(id);
    if (earlier === undefined) required.set(id, secret);
    else if (secret.read && !earlier.read) required.set(id, { ...earlier, read: true });
  }
  return [...required.values()];
}

function requiredBy({ accesses, located, target }: GrantRecord): RequiredSecret[] {
  if (located === undefined || located.several) return [];
  const { store, names, region } = located;
  if (store === 'amplify' && !accesses.includes('read')) return [];
  if (target.kind !== 'secret' && target.kind !== 'text') return [];
  const reference = target.kind === 'secret' ? target.reference : undefined;
  if (reference?.undeclared) return [];
  const [first = ''] = names;
  return [
    {
      store,
      name: store === 'amplify' ? first.slice(first.lastIndexOf('/') + 1) : first,
      ids: store === 'amplify' ? names : [secretId(located)],
      region: knownRegion(region),
      kind: reference?.definition.kind,
      fields: reference?.definition.fields,
      read: accesses.includes('read'),
    },
  ];
}

/** An Amplify stack's own region is known at deployment only. */
export function knownRegion(region: string): string | undefined {
  return Token.isUnresolved(region) ? undefined : region;
}

/** A secret of another account is found by its ARN alone; one that was imported without the six characters has `-??????` in ours. */
function secretId({ account, names: [name = ''], readable: [arn = ''] }: LocatedSecret): string {
  return account === undefined ? name : arn.replace(/-\?{6}$/, '');
}
