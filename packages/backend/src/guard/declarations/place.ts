import { Stack, Token } from 'aws-cdk-lib';
import type { GrantRecord } from '../../state/grant.js';

/** `unknown`: under Amplify the own account and region are known only at deployment, and an ARN names some. */
export type Place = 'own' | 'other' | 'unknown';

/** Whether what was granted is in the account and region of declared secrets, which are those of the stack. */
export function placeOf({ target, grantee }: Pick<GrantRecord, 'target' | 'grantee'>): {
  readonly account: Place;
  readonly region: Place;
} {
  const { region, account } = Stack.of(grantee.construct);
  return { account: placeAmong(target.account, account), region: placeAmong(target.region, region) };
}

export function placeAmong(named: string | undefined, own: string): Place {
  if (named === undefined || named === own) return 'own';
  return Token.isUnresolved(own) ? 'unknown' : 'other';
}
