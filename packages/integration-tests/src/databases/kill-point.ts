import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http, { type ClientRequest } from 'node:http';
import type { DatabaseConnection } from '@amplify-secrets/runtime/rotation';

// In the process of a rotation function: it is killed after the n-th call that it makes, where the file says n.

const file = process.env.KILL_FILE ?? '';
let calls = 0;

/** Begins to count. */
export function countFromHere(): void {
  calls = 0;
}

/** After each answer of the store or the database. What comes after one call is what comes before the next. */
function killPoint(): void {
  calls += 1;
  writeFileSync(`${file}.calls`, String(calls));
  if (!existsSync(file) || Number(readFileSync(file, 'utf8')) !== calls) return;
  rmSync(file);
  process.kill(process.pid, 'SIGKILL');
}

/** Counts the calls to the store, whose answer is here and which nobody has read yet. */
export function watchStore(): void {
  const { request } = http;
  const watched = (...args: Parameters<typeof request>): ClientRequest => {
    const sent = request(...args);
    sent.prependListener('response', (response) => response.prependListener('end', killPoint));
    return sent;
  };
  http.request = watched as typeof request;
}

/** Counts logins, accepted or not, and statements. */
export async function watchedConnection(connect: () => Promise<DatabaseConnection>): Promise<DatabaseConnection> {
  const connection = await connect().finally(killPoint);
  return {
    query: (sql) => connection.query(sql).finally(killPoint),
    end: () => connection.end(),
  };
}
