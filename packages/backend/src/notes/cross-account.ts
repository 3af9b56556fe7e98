import { shellLine } from '@amplify-secrets/runtime/contract';
import { Stack, Token } from 'aws-cdk-lib';
import type { GrantRecord } from '../state/grant.js';
import { actionsOf } from '../statements/access.js';
import { keyActions } from '../statements/key-use.js';
import { note, warn } from './notes.js';

const OWN_ACCOUNT = '<account of this deployment>';

/**
 * A secret of another account needs the consent of its owner too: a resource policy, and a customer-managed key whose policy allows its
 * use from here. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
export function noteAccount({ grantee: { construct }, accesses, target, located, terms }: GrantRecord): void {
  const { account } = target;
  if (located === undefined || account === undefined) return;
  const own = Stack.of(construct).account;
  const isKnown = !Token.isUnresolved(own);
  if (isKnown && own === account) return;

  const [arn = ''] = located.readable;
  const principal = `arn:${arn.split(':')[1]}:iam::${isKnown ? own : OWN_ACCOUNT}:root`;
  const actions = accesses.flatMap((access) => actionsOf('secrets-manager', access));
  const keyUses = accesses.flatMap((access) => keyActions(access, located));
  const policy = `{"Version":"2012-10-17","Statement":[${statement(principal, actions)}]}`;
  const resolution = [
    // The command replaces the whole policy of the secret.
    'There, allow this account. If the secret has a resource policy, add the statement to it. If it has none, run:',
    shellLine`aws secretsmanager put-resource-policy --secret-id ${arn.replace(/-\?{6}$/, '')} --resource-policy ${policy}`,
    terms.key === undefined
      ? 'And encrypt the secret under a customer-managed key, whose ARN is the option encryptionKey of this grant. The key aws/secretsmanager cannot be used from another account.'
      : `And add to the policy of the key: ${statement(principal, keyUses)}`,
  ].join('\n');
  const where = `${target.label} is in account ${account}`;
  if (isKnown && terms.key === undefined) {
    warn(
      construct,
      'account',
      `${where}, and this deployment is in ${own}: this grant is not sufficient on its own.`,
      resolution,
    );
    return;
  }
  const proviso = isKnown ? `, and this deployment is in ${own}` : '. If this deployment is in another account';
  note(construct, 'account', `${where}${proviso}: this grant is not sufficient on its own.\n${resolution}`);
}

/** Lets the account in; its grants decide who may. */
function statement(principal: string, actions: readonly string[]): string {
  return JSON.stringify({
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: [...new Set(actions)],
    Resource: '*',
  });
}
