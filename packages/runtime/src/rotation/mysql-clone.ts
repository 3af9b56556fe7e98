import { createHash } from 'node:crypto';
import { accountOptions, copiedGrant } from './mysql-grants.js';
import type { Account, MysqlServer } from './mysql-password.js';
import { accountName, identified } from './mysql-password.js';
import { newPassword } from './password.js';

/** Sends a statement, and resolves with the first column of its rows. */
export type Send = (sql: string) => Promise<readonly string[]>;

/**
 * Creates `user` at the hosts of `from`, with the same privileges and requirements. It is made under another name, with a password that
 * nobody knows, and renamed in the end: after a crash it exists with everything, or not.
 */
export async function cloneUser(
  send: Send,
  server: MysqlServer,
  from: readonly Account[],
  user: string,
): Promise<readonly Account[]> {
  // At most 32 characters, which is MySQL's limit.
  const unfinished = `amplify-secrets-${createHash('sha256').update(user).digest('hex').slice(0, 12)}`;
  const renamed: string[] = [];
  for (const account of from) {
    const clone = { user: unfinished, host: account.host };
    const name = accountName(clone);
    // What a crash has left: its privileges may be old.
    await send(`DROP USER IF EXISTS ${name}`);
    await send(`CREATE USER ${name} ${identified(server, newPassword({ length: 64 }))}`);
    for (const line of await send(`SHOW GRANTS FOR ${accountName(account)}`)) {
      const grant = copiedGrant(line, account, clone);
      if (grant === undefined) throw new UnknownGrant();
      await send(grant);
    }
    const [description = ''] = await send(`SHOW CREATE USER ${accountName(account)}`);
    const options = accountOptions(description);
    if (options !== '') await send(`ALTER USER ${name} ${options}`);
    renamed.push(`${name} TO ${accountName({ user, host: account.host })}`);
  }
  await send(`RENAME USER ${renamed.join(', ')}`);
  return from.map(({ host }) => ({ user, host }));
}

/** A privilege that cannot be given to the other user. */
export class UnknownGrant extends Error {}
