import { Stack, Token } from 'aws-cdk-lib';
import type { GrantRecord } from '../../state/grant.js';

/** `unknown`: an ARN names an account or region, and under Amplify the backend's own are known only at deployment. */
export type Place = 'own' | 'other' | 'unknown';

/** Whether what was granted is in the account and region of the stack, which are those of declared secrets. */
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
