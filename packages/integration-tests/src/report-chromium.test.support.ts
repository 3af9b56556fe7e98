import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Answers and events of https://chromedevtools.github.io/devtools-protocol/, as each test needs them. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol has hundreds of shapes, of which the tests use a dozen.
type Protocol = any;

export interface Page {
  send(method: string, params?: object): Promise<Protocol>;
  /** The value of an expression in the page; a promise is awaited. */
  evaluate(expression: string): Promise<Protocol>;
  /** Presses and releases a key. */
  press(key: 'Tab' | 'Enter'): Promise<void>;
  /** Names of the events seen since the page was opened. */
  readonly events: readonly { readonly method: string; readonly params: Protocol }[];
}

export interface Chromium {
  open(url: string, options?: { readonly width?: number; readonly dark?: boolean }): Promise<Page>;
  close(): Promise<void>;
}

/** From the variable CHROMIUM, or PATH; undefined if there is none. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const paths = (process.env.PATH ?? '').split(delimiter);
  const candidates = [process.env.CHROMIUM ?? '', ...names.flatMap((name) => paths.map((path) => join(path, name)))];
  return candidates.find((candidate) => candidate !== '' && isExecutable(candidate));
}

/** Controls a headless Chromium over two pipes, without a port or a library. */
export async function startChromium(executable: string): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'report-chromium-'));
  const child = spawn(
    executable,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      '--no-first-run',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const connection = connect(child);
  return {
    async open(url, { width = 1280, dark = false } = {}) {
      const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
      const page = connection.page(sessionId);
      for (const domain of ['Page', 'Runtime', 'Network', 'Log', 'Accessibility']) await page.send(`${domain}.enable`);
      await page.send('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: false,
      });
      const scheme = { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' };
      await page.send('Emulation.setEmulatedMedia', { features: [scheme] });
      const loaded = connection.once(sessionId, 'Page.loadEventFired');
      await page.send('Page.navigate', { url });
      await loaded;
      return page;
    },
    async close() {
      await connection.send('Browser.close');
      await closed;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function connect(child: ChildProcess) {
  // As spawned above: the third and the fourth are pipes.
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (result: Protocol) => void; reject: (error: Error) => void }>();
  const events = new Map<string, { method: string; params: Protocol }[]>();
  const listeners = new Map<string, () => void>();
  let last = 0;
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = `${rest}${text}`.split('\0');
    rest = messages.pop() ?? '';
    for (const { id, sessionId, method, params, result, error } of messages.map((message) => JSON.parse(message))) {
      if (id === undefined) {
        events.get(sessionId)?.push({ method, params });
        listeners.get(`${sessionId} ${method}`)?.();
      } else if (error === undefined) waiting.get(id)?.resolve(result);
      else waiting.get(id)?.reject(new Error(error.message));
      waiting.delete(id);
    }
  });
  child.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium ended'));
  });

  function send(method: string, params: object = {}, sessionId?: string): Promise<Protocol> {
    const id = ++last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  return {
    send,
    once: (sessionId: string, method: string) =>
      new Promise<void>((resolve) => listeners.set(`${sessionId} ${method}`, resolve)),
    page(sessionId: string): Page {
      const own: { method: string; params: Protocol }[] = [];
      events.set(sessionId, own);
      return {
        events: own,
        send: (method, params) => send(method, params, sessionId),
        async evaluate(expression) {
          const params = { expression, awaitPromise: true, returnByValue: true };
          const { result, exceptionDetails } = await send('Runtime.evaluate', params, sessionId);
          if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
          return result.value;
        },
        async press(key) {
          const code = { Tab: 9, Enter: 13 }[key];
          const event = { key, code: key, windowsVirtualKeyCode: code, ...(key === 'Enter' ? { text: '\r' } : {}) };
          await send('Input.dispatchKeyEvent', { type: 'keyDown', ...event }, sessionId);
          await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }, sessionId);
        },
      };
    },
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
