import { Stack, Token } from 'aws-cdk-lib';
import type { GrantRecord } from '../state/grant.js';
import { actionsOf } from '../statements/access.js';
import { keyActions } from '../statements/key-use.js';
import { note, warn } from './notes.js';

const OWN_ACCOUNT = '<account of this deployment>';

/**
 * A secret of another account needs the consent of its owner too: a resource policy, and a customer-managed key, whose policy lets its
 * use from here. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
export function noteAccount({ grantee, accesses, target, located, terms }: GrantRecord): void {
  const { account } = target;
  if (located === undefined || account === undefined) return;
  const { readable } = located;
  const own = Stack.of(grantee.construct).account;
  const known = !Token.isUnresolved(own);
  if (known && own === account) return;

  const there = `${target.label} is of account ${account}`;
  const partition = readable[0]?.split(':')[1];
  const reader = `arn:${partition}:iam::${known ? own : OWN_ACCOUNT}:root`;
  const mend = [
    `There, let this account in: aws secretsmanager put-resource-policy --secret-id '${readable[0]?.replace(/-\?{6}$/, '')}' --resource-policy '${policy(
      reader,
      accesses.flatMap((access) => actionsOf('secrets-manager', access)),
    )}'`,
    terms.key === undefined
      ? 'And the secret must be under a customer-managed key, named here: { encryptionKey: <its ARN> }; the key aws/secretsmanager serves no other account.'
      : `And the policy of the key must have: ${statement(
          reader,
          accesses.flatMap((access) => keyActions(access, located)),
        )}`,
  ].join('\n');
  if (known && terms.key === undefined) {
    warn(grantee, 'account', `${there}, and this deployment's is ${own}: the grant alone opens nothing.`, mend);
    return;
  }
  const unless = known ? `, and this deployment's is ${own}` : ". If that is not this deployment's own";
  note(grantee, 'account', `${there}${unless}: the grant is half of what is needed.\n${mend}`);
}

/** The grants of that account decide who; this lets them. */
function policy(reader: string, actions: readonly string[]): string {
  return `{"Version":"2012-10-17","Statement":[${statement(reader, actions)}]}`;
}

function statement(reader: string, actions: readonly string[]): string {
  return JSON.stringify({
    Effect: 'Allow',
    Principal: { AWS: reader },
    Action: [...new Set(actions)],
    Resource: '*',
  });
}
