import type { NextRequest } from 'next/server';
import { auth0 } from './lib/auth0';

/** /auth/login, /auth/callback, /auth/logout and /auth/profile; elsewhere the session is prolonged. */
export async function proxy(request: NextRequest): Promise<Response> {
  const client = await auth0();
  return client.middleware(request);
}

export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'] };
