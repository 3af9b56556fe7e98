import { setTimeout as wait } from 'node:timers/promises';
import type { ServerProcess } from './server-process.js';

/** A real server on loopback, with a fresh data directory. */
export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
  /** May do everything. */
  readonly admin: { readonly username: string; readonly password: string };
  /** Every statement that it has logged so far, as an operator could read it. */
  log(): string;
  close(): Promise<void>;
}

export const HOST = '127.0.0.1';
export const ADMIN = { username: 'admin', password: 'admin-password-0f5e' };

const PATIENCE_MS = 30_000;
const PAUSE_MS = 25;

/** Resolves as soon as `isReady` does; rejects when the server has ended, or after 30 s. */
export async function untilReady(server: ServerProcess, isReady: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await isReady();
      return;
    } catch (error) {
      if (server.hasEnded || Date.now() > deadline) {
        await server.close();
        throw new Error(`the server did not start: ${server.output()}`, { cause: error });
      }
      await wait(PAUSE_MS);
    }
  }
}
