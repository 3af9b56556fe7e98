import { existsSync } from 'node:fs';
import puppeteer, { type CDPSession, type Page } from 'puppeteer-core';

/** A person with a headless Chromium, and all that went over the network. */
export interface Visitor {
  readonly page: Page;
  /** Asks on the page, and returns the answer, or what the page says in place of one. */
  ask(question: string): Promise<string>;
  /** Addresses, headers and bodies, of requests and responses. */
  traffic(): Promise<string>;
  close(): Promise<void>;
}

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function visit(url: string): Promise<Visitor> {
  const executablePath = process.env.CHROMIUM ?? PROGRAMS.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('Chromium must be installed. Resolution: apt-get install chromium, or CHROMIUM=/path/to/chromium');
  }
  const browser = await puppeteer.launch({
    executablePath,
    // Chromium has no sandbox for root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    defaultViewport: { width: 760, height: 520 },
    timeout: 120_000,
    protocolTimeout: 120_000,
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const traffic = await record(await page.createCDPSession());
  await page.goto(url);
  // Before React has the form, a click on the button would leave the page.
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('form') ?? {}).some((name) => name.startsWith('__reactProps')),
  );
  return {
    page,
    async ask(question) {
      const before = await page.$$eval('li.assistant', (items) => items.length);
      await submit(page, question);
      await page.waitForFunction(
        (count) =>
          !document.querySelector('button')?.disabled &&
          (document.querySelectorAll('li.assistant').length > count || document.querySelector('[role=alert]')),
        {},
        before,
      );
      return page.evaluate(() => {
        const alert = document.querySelector('[role=alert]');
        return (alert ?? [...document.querySelectorAll('li.assistant')].at(-1))?.textContent ?? '';
      });
    },
    traffic,
    close: () => browser.close(),
  };
}

export async function submit(page: Page, question: string): Promise<void> {
  await page.type('input[name=question]', question);
  await page.click('button');
}

async function record(session: CDPSession): Promise<() => Promise<string>> {
  const seen: string[] = [];
  const bodies: Promise<unknown>[] = [];
  for (const event of [
    'Network.requestWillBeSent',
    'Network.requestWillBeSentExtraInfo',
    'Network.responseReceived',
    'Network.responseReceivedExtraInfo',
  ] as const) {
    session.on(event, (what: unknown) => seen.push(JSON.stringify(what)));
  }
  session.on('Network.loadingFinished', ({ requestId }) => {
    const body = session.send('Network.getResponseBody', { requestId }).then(
      ({ body, base64Encoded }) => seen.push(base64Encoded ? Buffer.from(body, 'base64').toString() : body),
      // There is none, as of a redirect.
      () => {},
    );
    bodies.push(body);
  });
  await session.send('Network.enable');
  return async () => {
    await Promise.all(bodies);
    return seen.join('\n');
  };
}
