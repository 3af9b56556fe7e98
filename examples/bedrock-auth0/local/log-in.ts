import type { Auth0 } from '../counterpart/auth0.js';
import type { Browser, Page } from './browser.js';

/** Opens the login, fills in the form at Auth0, and returns to the app: what the app answers to the callback. */
export async function logIn(browser: Browser, url: string, { user }: Auth0): Promise<Page> {
  const { location } = await browser.go(`${url}/auth/login`);
  if (location === undefined) throw new Error('The app did not redirect to Auth0.');
  const form = await browser.go(location);
  if (form.status !== 200) return form;
  const back = await browser.go(location, { form: user });
  return back.location === undefined ? back : browser.go(back.location);
}
