import { getSecret } from '../client/default-client.js';
import type { SecretReference } from '../contract/secret-set.js';
import { reveal } from '../values/protect.js';
import type { DatabaseConnection } from './database-connection.js';
import { type Login, loginFailed, userMismatch } from './database-errors.js';
import { loggedIn, tryLogin } from './database-login.js';
import type { DatabaseUserSettings } from './database-options.js';
import { checkHost, checkSame, checkTurn, isSame, otherUser, stringIn } from './database-values.js';
import { newPassword } from './password.js';
import type { PendingRotationStep, RotationStrategy } from './strategy.js';

/** What differs between databases. */
export interface Dialect {
  /** As the user itself. */
  changeOwnPassword(connection: DatabaseConnection, user: string, password: string): Promise<void>;
  /** As the administrator. Creates the user where it does not exist, with the privileges of `like`. */
  changePassword(connection: DatabaseConnection, user: string, like: string, password: string): Promise<void>;
}

/** The steps for a user of any database: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_strategies.html */
export function databaseUser<Value extends object>(
  settings: DatabaseUserSettings<Value>,
  dialect: Dialect,
): RotationStrategy<Value, Value> {
  const { connect, fields, alternating } = settings;
  const nextUser = (current: string) => (alternating ? otherUser(alternating.users, current) : current);
  return {
    create: ({ current }) =>
      withLogin(current, nextUser(stringIn(current, fields.username, 'current')), newPassword(settings.password)),
    async set(step) {
      // First: the pending password is not sent to another host either.
      checkSame(step.pending, step.current, alternating ? [fields.username, fields.password] : [fields.password]);
      if ((await tryLogin(() => connect(step.pending))) === undefined) return checkRefusesOthers(step.pending);
      await (alternating ? setOther(step, alternating.admin, alternating.fields) : setOwn(step));
    },
    async test({ pending }) {
      const refusal = await tryLogin(() => connect(pending));
      if (refusal) throw loginFailed([['pending', refusal]], PENDING_CANNOT_LOG_IN);
    },
  };

  /** A password that works before it is set was set by an earlier try, or is not looked at: then no rotation would change anything. */
  async function checkRefusesOthers(pending: Value): Promise<void> {
    const user = stringIn(pending, fields.username, 'pending');
    const other = withLogin(pending, user, newPassword(settings.password));
    if ((await tryLogin(() => connect(other))) !== undefined) return;
    throw userMismatch(
      'The user of the pending version must log in with its password, and the database accepts any password for it.',
      'Let the user log in with a password alone, not by a socket or by trust, and let `connect` use the password that it is given.',
    );
  }

  async function setOwn({ pending, current, previous }: PendingRotationStep<Value>): Promise<void> {
    const failures: [Login, { readonly refused: unknown }][] = [];
    // The previous password is the database's where the last rotation became current without being set.
    for (const [login, value] of [['current', current] as const, ['previous', previous] as const]) {
      if (value === undefined || !isSame(pending, value, [fields.password])) continue;
      const refusal = await loggedIn(
        () => connect(value),
        (connection) =>
          dialect.changeOwnPassword(
            connection,
            stringIn(pending, fields.username, 'pending'),
            stringIn(pending, fields.password, 'pending'),
          ),
      );
      if (refusal === undefined) return;
      failures.push([login, refusal]);
    }
    throw loginFailed(failures, NOBODY_CAN_LOG_IN);
  }

  async function setOther(
    { pending, current }: PendingRotationStep<Value>,
    admin: SecretReference<object>,
    adminFields: { readonly username: string; readonly password: string },
  ): Promise<void> {
    const like = stringIn(current, fields.username, 'current');
    const user = nextUser(like);
    checkTurn(stringIn(pending, fields.username, 'pending'), user);
    const password = stringIn(pending, fields.password, 'pending');
    const secret = await getSecret(admin, { fresh: true });
    checkHost(secret, current);
    const asAdmin = withLogin(
      current,
      stringIn(secret, adminFields.username, 'admin'),
      stringIn(secret, adminFields.password, 'admin'),
    );
    const refusal = await loggedIn(
      () => connect(asAdmin),
      (connection) => dialect.changePassword(connection, user, like, password),
    );
    if (refusal) throw loginFailed([['admin', refusal]], ADMIN_CANNOT_LOG_IN);
  }

  function withLogin(value: Value, username: string, password: string): Value {
    return { ...reveal(value), [fields.username]: username, [fields.password]: password };
  }
}

const NOBODY_CAN_LOG_IN =
  "Set the user's password in the database to that of the current version, as an administrator; the next try then succeeds.";
const PENDING_CANNOT_LOG_IN = 'Rotate again: the password is set anew.';
const ADMIN_CANNOT_LOG_IN = "Put the administrator's present login into the secret that `admin` names.";
