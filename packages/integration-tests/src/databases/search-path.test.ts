import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import { useSecrets } from '@amplify-secrets/runtime/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseServer } from './database-server.js';
import { whyWithout } from './programs.js';
import { asAdmin, canLogIn, type DatabaseLogin, REAL_DATABASES } from './real-databases.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { databaseAdmin: jsonSecret(['username', 'password']) },
});

// Whoever owns a database chooses where the sessions of others look for tables and functions.
const TRAP = [
  'CREATE SCHEMA trap',
  `CREATE FUNCTION trap.grab() RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN
      IF pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on' THEN ALTER ROLE app_a SUPERUSER; END IF;
      RETURN false;
    END $$`,
  "CREATE VIEW trap.pg_roles AS SELECT 'app_b'::name AS rolname WHERE trap.grab()",
  'GRANT USAGE ON SCHEMA trap TO PUBLIC',
  'GRANT SELECT ON trap.pg_roles TO PUBLIC',
  'ALTER DATABASE app SET search_path = trap, pg_catalog',
  // A session that may write nothing could not rotate.
  'ALTER DATABASE app SET default_transaction_read_only = on',
];

for (const database of REAL_DATABASES.filter(({ kind }) => kind === 'postgres')) {
  describe.skipIf(whyWithout(database.kind))('a database whose owner is the user that is rotated', () => {
    let server: DatabaseServer;
    let override: ReturnType<typeof useSecrets>;
    beforeAll(async () => {
      server = await database.start();
      override = useSecrets({ databaseAdmin: server.admin });
    });
    afterAll(async () => {
      override?.restore();
      await server?.close();
    });

    it('runs nothing of that user as the administrator', async () => {
      const current: DatabaseLogin = {
        host: server.host,
        port: server.port,
        username: 'app_a',
        password: 'first-0f5e',
      };
      await asAdmin(database, server, [
        ...database.createUser(current.username, current.password),
        `ALTER DATABASE app OWNER TO ${current.username}`,
      ]);
      const owner = await database.connect(current);
      for (const sql of TRAP) await owner.query(sql);
      await owner.end();

      const strategy = database.strategy({
        connect: database.connect,
        users: ['app_a', 'app_b'],
        admin: secrets.databaseAdmin,
      });
      const step = { token: 'aaaaaaaa-0f5e-4a5e-8a5e-aaaaaaaaaaaa', signal: new AbortController().signal };
      const pending = await strategy.create({ ...step, current, previous: undefined });
      await strategy.set({ ...step, current, previous: undefined, pending });

      expect(await canLogIn(database, pending)).toBe(true);
      const admin = await database.connect({ ...current, ...server.admin });
      expect(await database.select(admin, "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = 'app_a'")).toEqual([
        false,
      ]);
      await admin.end();
    });
  });
}
