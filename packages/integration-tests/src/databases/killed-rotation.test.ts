import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws } from '@amplify-secrets/local';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { whyWithout } from './programs.js';
import { asAdmin, canLogIn, type DatabaseLogin, REAL_DATABASES, type RealDatabase } from './real-databases.js';
import { rotationBackend } from './rotation-backend.js';

const SECRET = 'myapp/prod/database';
/** When the local AWS tries a failed rotation again. */
const RETRY_MS = 600_000;

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

describe.each(REAL_DATABASES)('a rotation function of $kind, killed after each call', (database) => {
  describe.skipIf(whyWithout(database.kind))('on a real server', () => {
    it('leaves one user and the secret agreeing once it is tried again', async () => {
      await killEverywhere(database, 'single');
    }, 600_000);

    it('leaves two users and the secret agreeing once it is tried again', async () => {
      await killEverywhere(database, 'alternating');
    }, 600_000);
  });
});

async function killEverywhere(database: RealDatabase, users: 'single' | 'alternating'): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-kill-'));
  opened.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'at');
  const server = await database.start();
  opened.push(server.close);
  const first = { host: server.host, port: server.port, username: 'app_a', password: 'first-password-0f5e' };
  await asAdmin(database, server, database.createUser(first.username, first.password));
  const built = await rotationBackend(
    { DATABASE_KIND: database.kind, DATABASE_USERS: users, KILL_FILE: file },
    'killed-rotation.ts',
  );
  opened.push(built.remove);
  const aws = await startLocalAws();
  opened.push(() => aws.close());
  aws.secrets.put(SECRET, JSON.stringify(first));
  aws.secrets.put('myapp/prod/database-admin', JSON.stringify(server.admin));
  aws.load(built.backend);
  await aws.rotations.settled();
  for (const [name, value] of Object.entries(aws.env())) vi.stubEnv(name, value);
  const admin = new SecretsManager({});
  opened.push(() => admin.destroy());
  const read = async (VersionStage: string): Promise<DatabaseLogin> =>
    JSON.parse((await admin.getSecretValue({ SecretId: SECRET, VersionStage })).SecretString ?? '');

  const steps = new Set<string | undefined>();
  let killed = 0;
  for (let at = 1; ; at += 1) {
    const before = await read('AWSCURRENT');
    writeFileSync(file, String(at));
    const { VersionId } = await admin.rotateSecret({ SecretId: SECRET });
    const interrupted = (await aws.rotations.settled()).at(-1);
    // It made fewer calls than that.
    if (existsSync(file)) break;
    expect(interrupted?.outcome, `after call ${at}`).toBe('failed');
    killed += 1;
    steps.add(interrupted?.step);
    // Nobody is locked out while nothing is tried again: one of the versions is accepted.
    const pending = await read('AWSPENDING').catch(() => undefined);
    const versions = [await read('AWSCURRENT'), pending ?? before];
    const accepted = await Promise.all(versions.map((login) => canLogIn(database, login)));
    expect(accepted, `after call ${at}`).toContain(true);

    const retried = (await aws.advance(RETRY_MS)).at(-1);

    expect(retried?.outcome, `after call ${at}`).toBe('succeeded');
    // Where it was killed with the version current already, what is tried again is a rotation of its own.
    const isSame = retried?.versionId === VersionId;
    const current = await read('AWSCURRENT');
    expect(current.password).not.toBe(before.password);
    expect(await canLogIn(database, current), `after call ${at}`).toBe(true);
    expect(await canLogIn(database, before), `after call ${at}`).toBe(isSame && users === 'alternating');
    const { VersionIdsToStages = {} } = await admin.describeSecret({ SecretId: SECRET });
    const stuck = Object.entries(VersionIdsToStages).filter(([, stages]) => stages.join() === 'AWSPENDING');
    expect(stuck, `after call ${at}`).toEqual([]);
  }
  expect([...steps]).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
  expect(killed).toBe(Number(readFileSync(`${file}.calls`, 'utf8')));
}
