import { auth0 } from '../lib/auth0';
import { Chat } from './chat';

// It reads a session, and with it a secret: for each request, and not while it is built.
export const dynamic = 'force-dynamic';

export default async function Page() {
  const client = await auth0();
  const session = await client.getSession();
  if (session === null) return <a href="/auth/login">Log in</a>;
  return (
    <main>
      <p>
        {session.user.email} · <a href="/auth/logout">Log out</a>
      </p>
      <Chat />
    </main>
  );
}
