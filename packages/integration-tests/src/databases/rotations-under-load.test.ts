import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DatabaseServer } from './database-server.js';
import { whyWithout } from './programs.js';
import { asAdmin, REAL_DATABASES, type RealDatabase } from './real-databases.js';
import { type RotationBackend, rotationBackend } from './rotation-backend.js';
import { startWorkers, type Workers } from './workers.js';

const ROTATIONS = 20;
const WORKERS = 50;
const NAIVE_WORKERS = 5;
const SECRET = 'myapp/prod/database';
/** Within `ttl`, and past it and the hour for which a value may be served while the store is out of reach. */
const PASSING_TIME = [100_000, 7_200_000];

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

describe.each(REAL_DATABASES)('20 rotations under 50 workers, on $kind', (database) => {
  describe.skipIf(whyWithout(database.kind))('on a real server', () => {
    it('fails and retries no query where two users take turns', async () => {
      const { kit } = await rotateUnderLoad(database, 'alternating');
      expect(kit).toMatchObject({ failed: 0, retried: 0 });
    }, 600_000);

    it('fails no query of one user, where a map with a time to live fails', async () => {
      const { kit, naive } = await rotateUnderLoad(database, 'single');
      expect(kit.failed).toBe(0);
      expect(kit.retried).toBeGreaterThan(0);
      expect(naive.failed).toBeGreaterThan(0);
    }, 600_000);
  });
});

async function rotateUnderLoad(database: RealDatabase, users: 'single' | 'alternating') {
  const { server, aws } = await start(database, users);
  const admin = new SecretsManager({});
  opened.push(() => admin.destroy());
  let passed = 0;
  const now = () => Date.now() + passed;
  const kit = startWorkers(database, WORKERS, 'kit', now);
  const naive = startWorkers(database, NAIVE_WORKERS, 'naive', now);
  const round = () => Promise.all([kit.round(), naive.round()]);
  await round();
  for (let count = 0; count < ROTATIONS; count += 1) {
    await admin.rotateSecret({ SecretId: SECRET });
    const [last] = (await aws.rotations.settled()).slice(-1);
    expect(last).toMatchObject({ outcome: 'succeeded' });
    await round();
    for (const milliseconds of PASSING_TIME) {
      await aws.advance(milliseconds);
      passed += milliseconds;
      await round();
    }
  }
  await stop(kit, naive);
  const { SecretString = '' } = await admin.getSecretValue({ SecretId: SECRET });
  expect(JSON.parse(SecretString).password).not.toBe('first-password-0f5e');
  expect(server.log()).not.toContain(JSON.parse(SecretString).password);
  const row = { kit: { ...kit.counts }, naive: { ...naive.counts } };
  console.log(JSON.stringify({ database: database.kind, users, ...row }));
  return row;
}

async function stop(...workers: readonly Workers[]): Promise<void> {
  await Promise.all(workers.map((each) => each.stop()));
}

async function start(
  database: RealDatabase,
  users: 'single' | 'alternating',
): Promise<{ readonly server: DatabaseServer; readonly aws: LocalAws }> {
  const server = await database.start();
  opened.push(server.close);
  const first = { host: server.host, port: server.port, username: 'app_a', password: 'first-password-0f5e' };
  await asAdmin(database, server, database.createUser(first.username, first.password));
  const owner = await database.connect(first);
  await owner.query('CREATE TABLE work (text varchar(10))');
  await owner.end();
  const built: RotationBackend = await rotationBackend({ DATABASE_KIND: database.kind, DATABASE_USERS: users });
  opened.push(built.remove);
  const aws = await startLocalAws();
  opened.push(() => aws.close());
  aws.secrets.put(SECRET, JSON.stringify(first));
  aws.secrets.put('myapp/prod/database-admin', JSON.stringify(server.admin));
  aws.load(built.backend);
  await aws.rotations.settled();
  for (const [name, value] of Object.entries(aws.env())) vi.stubEnv(name, value);
  return { server, aws };
}
