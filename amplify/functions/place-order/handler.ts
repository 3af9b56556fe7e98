import { withSecret } from '@amplify-secrets/runtime';
import { secrets } from '../../secrets/resource.js';
import { connect } from '../database.js';

/** Stores an order. While the password is rotated, `withSecret` calls its function again with the value that the database accepts. */
export const handler = async ({ id }: { readonly id: string }): Promise<{ stored: string }> =>
  withSecret(secrets.database, async (login) => {
    const client = await connect(login);
    try {
      await client.query('INSERT INTO orders (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
      return { stored: id };
    } finally {
      await client.end();
    }
  });
