import { Stack, Token } from 'aws-cdk-lib';
import type { GrantRecord } from '../../state/grant.js';

/** `unknown`: an ARN names an account or region, and under Amplify the backend's own are known only at deployment. */
export type Ownership = 'own' | 'other' | 'unknown';

/** Whether what was granted is in the account and region of the stack, which are those of declared secrets. */
export function ownershipOf({ target, grantee }: Pick<GrantRecord, 'target' | 'grantee'>): {
  readonly account: Ownership;
  readonly region: Ownership;
} {
  const { region, account } = Stack.of(grantee.construct);
  return { account: compareWithOwn(target.account, account), region: compareWithOwn(target.region, region) };
}

export function compareWithOwn(named: string | undefined, own: string): Ownership {
  if (named === undefined || named === own) return 'own';
  return Token.isUnresolved(own) ? 'unknown' : 'other';
}
