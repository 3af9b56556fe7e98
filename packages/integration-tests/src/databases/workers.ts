import { setTimeout } from 'node:timers/promises';
import { createSecretsClient, isAuthFailure, type SecretsClient } from '@amplify-secrets/runtime';
import type { DatabaseConnection } from '@amplify-secrets/runtime/rotation';
import type { DatabaseLogin, RealDatabase } from './real-databases.js';
import { secrets } from './rotated-secrets.js';

/** What happened to the queries of some workers. */
export interface Counts {
  queries: number;
  failed: number;
  /** Of those that did not fail: how many were refused at first. */
  retried: number;
}

/** Containers of functions, which query again and again. */
export interface Workers {
  readonly counts: Counts;
  /** Resolves when each worker has begun and ended a query from now on. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

type Query = (attempt: (login: DatabaseLogin) => Promise<DatabaseConnection>) => Promise<void>;

const WRITE = "INSERT INTO work VALUES ('x')";
const READ = 'SELECT text FROM work LIMIT 1';
/** Between the queries of a worker, in milliseconds. Fifty workers without it keep the processors from the rotation. */
const PAUSE = 200;
/** A pool replaces its connections: after so many queries, here. */
const QUERIES_PER_CONNECTION = 2;

/** Starts workers, each with a cache of its own. One in five uses `withSecret`, the others `secretClient`; or all the naive way. */
export function startWorkers(database: RealDatabase, count: number, how: 'kit' | 'naive', now: () => number): Workers {
  const counts: Counts = { queries: 0, failed: 0, retried: 0 };
  let isStopped = false;
  const rounds: number[] = [];
  const waiting = new Set<() => void>();
  const work = async (index: number, query: Query) => {
    while (!isStopped) {
      let attempts = 0;
      try {
        await query((login) => {
          attempts += 1;
          return database.connect(login);
        });
        if (attempts > 1) counts.retried += 1;
      } catch (error) {
        counts.failed += 1;
        // A refused login is what is counted. Anything else is a defect of the proof.
        if (!isAuthFailure(error)) throw error;
      }
      counts.queries += 1;
      rounds[index] = (rounds[index] ?? 0) + 1;
      for (const wake of waiting) wake();
      await setTimeout(PAUSE);
    }
  };
  const running = Array.from({ length: count }, (_, index) => {
    const client = createSecretsClient({
      descriptor: { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } },
      // Fifty containers on one machine: the deadline is for a busy one.
      timeout: 30_000,
      now,
    });
    return work(index, how === 'naive' ? naive(client, now) : index % 5 === 0 ? perQuery(client) : pooled(client));
  });
  const all = Promise.all(running);
  all.catch(() => {});
  return {
    counts,
    async round() {
      const before = Array.from({ length: count }, (_, index) => rounds[index] ?? 0);
      // The query that is on its way, and another one.
      const isOver = () => before.every((was, index) => (rounds[index] ?? 0) >= was + 2);
      const over = new Promise<void>((resolve) => {
        const wake = () => {
          if (!isOver()) return;
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
      });
      await Promise.race([over, all]);
    },
    async stop() {
      isStopped = true;
      await all;
    },
  };
}

/** A connection for each query. */
function perQuery(client: SecretsClient): Query {
  return (connect) => client.withSecret(secrets.database, async (login) => readAndWrite(await connect(login)));
}

/** A pool of one connection, made of the secret. */
function pooled(client: SecretsClient): Query {
  let connect: Parameters<Query>[0];
  const pool = client.secretClient(
    secrets.database,
    (login) => ({ login, connection: undefined as DatabaseConnection | undefined, left: 0 }),
    { close: async ({ connection }) => void (await connection?.end()) },
  );
  return async (attempt) => {
    connect = attempt;
    await pool.use(async (held) => {
      if (held.left === 0) {
        const old = held.connection;
        held.connection = undefined;
        await old?.end();
        held.connection = await connect(held.login);
        held.left = QUERIES_PER_CONNECTION;
      }
      held.left -= 1;
      await held.connection?.query(WRITE);
      await held.connection?.query(READ);
    });
  };
}

/** What most do: a map with a time to live, whatever the database says. */
function naive(client: SecretsClient, now: () => number): Query {
  let cached: { readonly login: DatabaseLogin; readonly until: number } | undefined;
  return async (connect) => {
    if (cached === undefined || cached.until <= now()) {
      cached = { login: await client.getSecret(secrets.database, { fresh: true }), until: now() + 300_000 };
    }
    await readAndWrite(await connect(cached.login));
  };
}

async function readAndWrite(connection: DatabaseConnection): Promise<void> {
  try {
    await connection.query(WRITE);
    await connection.query(READ);
  } finally {
    await connection.end();
  }
}
