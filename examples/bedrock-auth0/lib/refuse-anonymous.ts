import 'server-only';
import { auth0 } from './auth0';

/** The response to somebody who has not logged in; undefined for somebody who has. */
export async function refuseAnonymous(): Promise<Response | undefined> {
  const client = await auth0();
  const session = await client.getSession();
  return session === null ? Response.json({ error: 'Log in first: /auth/login' }, { status: 401 }) : undefined;
}
