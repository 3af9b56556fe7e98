import { Token } from 'aws-cdk-lib';
import type { StoredSecret } from '../state/amplify-secret-use.js';
import type { BackendState } from '../state/backend-state.js';
import type { GrantRecord } from '../state/grant.js';
import type { LocatedSecret, Target } from '../targets/target.js';

/** A secret that the deployment fails without. */
export interface RequiredSecret extends Omit<StoredSecret, 'region'> {
  /** Undefined: the one that is deployed to. An Amplify stack's own region is known at deployment only. */
  readonly region: string | undefined;
  /** Its key in the declaration, and the environment; undefined for what the command line does not know by a key. */
  readonly declared?: { readonly key: string; readonly environment: string } | undefined;
  /** What is only written needs no value yet: it gets its first one from the deployment's own code. */
  readonly isRead: boolean;
}

/**
 * What grants and `amplifySecret` need, each once. Not so what a pattern matches or `secretNamed` names, which may not exist yet; what CDK
 * makes, which comes with the deployment; and what is only written to Parameter Store, which makes it then.
 */
export function requiredSecrets(state: BackendState): readonly RequiredSecret[] {
  const required = new Map<string, RequiredSecret>();
  const used = state.amplifySecretUses.map(({ secret }) => requiredSecret(secret, true));
  for (const secret of [...state.grants.flatMap(requiredBy), ...used]) {
    const id = `${secret.region} ${secret.ids.join()}`;
    const earlier = required.get(id);
    if (earlier === undefined) required.set(id, secret);
    else {
      const { declared = secret.declared, isRead } = earlier;
      required.set(id, { ...earlier, declared, isRead: isRead || secret.isRead });
    }
  }
  return [...required.values()];
}

function requiredBy({ accesses, located, target }: GrantRecord): RequiredSecret[] {
  if (located === undefined || located.isPattern) return [];
  const { store, names, region } = located;
  if (store === 'amplify' && !accesses.includes('read')) return [];
  const { reference, name } = target;
  if ((reference === undefined && name === undefined) || reference?.undeclared) return [];
  const [first = ''] = names;
  const secret: StoredSecret = {
    store,
    name: store === 'amplify' ? first.slice(first.lastIndexOf('/') + 1) : first,
    ids: store === 'amplify' ? names : [secretId(target, located)],
    region,
    kind: reference?.definition.kind,
    fields: reference?.definition.fields,
  };
  const { environment } = located;
  const declared = reference && environment && { key: reference.key, environment: environment.name };
  return [{ ...requiredSecret(secret, accesses.includes('read')), declared }];
}

function requiredSecret(secret: StoredSecret, isRead: boolean): RequiredSecret {
  return { ...secret, region: Token.isUnresolved(secret.region) ? undefined : secret.region, isRead };
}

/** A secret of another account is found by its ARN alone; one that was imported without the six characters has `-??????` in ours. */
function secretId({ account }: Target, { names: [name = ''], readable: [arn = ''] }: LocatedSecret): string {
  return account === undefined ? name : arn.replace(/-\?{6}$/, '');
}
