import type { LocalAws } from '@amplify-secrets/local';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { type Check, expectEqual } from './checks.js';
import type { Deployed } from './deployments.js';
import { type OrderWorkers, startOrderWorkers } from './order-workers.js';
import type { OrdersDatabase } from './orders-database.js';
import type { DatabaseLogin } from './values.js';

/** One rotation of the database's password, while place-order runs. */
export interface DemoRotation {
  readonly deployment: string;
  readonly begunBy: 'its schedule' | 'RotateSecret';
  readonly outcome: string;
  readonly versionBefore: string;
  readonly versionAfter: string;
  /** Invocations that ended between its begin and the second one of each container after its end. */
  readonly queries: number;
  readonly failed: number;
  /** Logins that the database refused meanwhile: one of the rotation itself, which tries the pending password first. */
  readonly refusedLogins: number;
}

export interface RotationsResult {
  readonly rotations: readonly DemoRotation[];
  readonly checks: readonly Check[];
  readonly logs: readonly string[];
  /** The passwords that the rotations made, to look for leaks of them. */
  readonly passwords: readonly string[];
}

const SECRET = 'myapp/prod/database';
const CONTAINERS = 4;

/** Rotates the password by its schedule, at once after that while every container has a cached value, and by its schedule again. */
export async function runRotations(
  aws: LocalAws,
  deployed: Deployed,
  database: OrdersDatabase,
  first: DatabaseLogin,
): Promise<RotationsResult> {
  const admin = new SecretsManager(administrator(aws));
  const workers = startOrderWorkers(aws, deployed, CONTAINERS);
  const rotations: DemoRotation[] = [];
  const logins: DatabaseLogin[] = [];
  try {
    await workers.round();
    for (const begunBy of ['its schedule', 'RotateSecret', 'its schedule'] as const) {
      const before = await currentOf(admin);
      const [queries, failed, refused] = [workers.invocations, workers.failures.length, database.refusedLogins()];
      if (begunBy === 'RotateSecret') await admin.rotateSecret({ SecretId: SECRET });
      else await passTheWindow(aws, admin);
      const outcome = (await aws.rotations.settled()).at(-1)?.outcome ?? 'none';
      await workers.round();
      const after = await currentOf(admin);
      logins.push(after.login);
      rotations.push({
        ...{ deployment: deployed.title, begunBy, outcome },
        ...{ versionBefore: before.version, versionAfter: after.version },
        queries: workers.invocations - queries,
        failed: workers.failures.length - failed,
        refusedLogins: database.refusedLogins() - refused,
      });
    }
  } finally {
    await workers.stop();
    admin.destroy();
  }
  return {
    rotations,
    checks: await checkRotations(deployed, database, workers, { rotations, first, logins }),
    logs: [...workers.logs, ...aws.rotations.list().flatMap(({ logs }) => logs)],
    passwords: logins.map(({ password }) => password),
  };
}

async function checkRotations(
  deployed: Deployed,
  database: OrdersDatabase,
  workers: OrderWorkers,
  seen: {
    readonly rotations: readonly DemoRotation[];
    readonly first: DatabaseLogin;
    readonly logins: readonly DatabaseLogin[];
  },
): Promise<Check[]> {
  const check = (promise: string) => ({ section: 'rotation', deployment: deployed.title, promise }) as const;
  const last = seen.logins.at(-1) ?? seen.first;
  const leaked = seen.logins.filter(({ password }) => database.log().includes(password));
  return [
    ...seen.rotations.map(({ begunBy, outcome, versionBefore, versionAfter }, index) =>
      expectEqual(
        check(`rotation ${index + 1}, by ${begunBy}, makes a new version current`),
        `${outcome}, ${versionBefore === versionAfter ? 'the same version' : 'a new version'}`,
        'succeeded, a new version',
      ),
    ),
    expectEqual(
      check('place-order fails in no invocation'),
      [`${workers.failures.length} of ${workers.invocations}`, ...new Set(workers.failures)].join(', '),
      `0 of ${workers.invocations}`,
    ),
    expectEqual(
      check('every order is stored'),
      `${await database.countOrders()} of ${workers.invocations}`,
      `${workers.invocations} of ${workers.invocations}`,
    ),
    expectEqual(
      check('the database accepts the last password, and no longer the first'),
      `${await database.accepts(last)}, ${await database.accepts(seen.first)}`,
      'true, false',
    ),
    expectEqual(check("no new password in the database's log"), `${leaked.length} found`, '0 found'),
  ];
}

/** Moves the clock to the end of the next window, in which the rotation happens. */
async function passTheWindow(aws: LocalAws, admin: SecretsManager): Promise<void> {
  const { NextRotationDate } = await admin.describeSecret({ SecretId: SECRET });
  if (NextRotationDate === undefined) throw new Error(`${SECRET} has no schedule`);
  await aws.advance(Math.max(0, NextRotationDate.getTime() - Date.now() - aws.ahead));
}

async function currentOf(admin: SecretsManager): Promise<{ version: string; login: DatabaseLogin }> {
  const { VersionId = '', SecretString = '' } = await admin.getSecretValue({ SecretId: SECRET });
  return { version: VersionId, login: JSON.parse(SecretString) };
}

function administrator(aws: LocalAws) {
  const env = aws.env();
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
  };
  return { endpoint: aws.url, region: aws.region, credentials };
}
