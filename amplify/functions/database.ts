import { Client } from 'pg';
import type { DatabaseLogin } from '../secrets/resource.js';

/** A connection that the caller ends. */
export async function connect({ host, port, username, password }: DatabaseLogin): Promise<Client> {
  // Only the demo's own database has no certificate.
  const ssl = host !== '127.0.0.1';
  const client = new Client({ host, port, user: username, password, database: 'app', ssl });
  await client.connect();
  return client;
}
