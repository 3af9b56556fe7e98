import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import type { WaitOptions } from '../reading/deadline.js';
import { INTERNALS, type Reader, type ReadVersion } from '../reading/reader.js';
import { isAuthFailure } from './auth-failure.js';
import { isIdle, type MadeClient } from './made-client.js';
import { isRefusal } from './returned-response.js';
import { tryVersions, type WithSecretOptions } from './try-versions.js';
import { isSameRaw } from './version-memory.js';

/** What `secretClient` accepts besides the secret and `make`. */
export interface SecretClientOptions<Client> {
  /**
   * Closes a client that another has replaced, once nobody uses it. Its errors and rejections are ignored.
   * @default nothing is closed
   */
  readonly close?: ((client: Client) => unknown) | undefined;
  /**
   * Whether what `make` or a call of `.use` rejected with says that the credential was refused.
   * @default isAuthFailure
   */
  readonly isAuthFailure?: WithSecretOptions['isAuthFailure'] | undefined;
}

/** What `secretClient` returns. */
export interface ClientOfSecret<Client> {
  /**
   * The client of the secret's version. Another may replace it at any later call, after which it is closed at the first call that comes 15
   * minutes later: ask for it in each invocation, and keep it nowhere.
   */
  (options?: WaitOptions): Promise<Client>;
  /**
   * Uses the client, which is not closed before `use` has ended. Where its credential is refused, `use` is called again with the client
   * of a newer version, as by `withSecret`: it must be repeatable.
   */
  readonly use: <Result>(use: (client: Client) => Promise<Result> | Result, options?: WaitOptions) => Promise<Result>;
}

/** A `make` may hang: whoever does not wait any more leaves it, and the next caller has another made. */
async function unlessAborted<T>(work: Promise<T>, signal: WaitOptions['signal']): Promise<T> {
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal?.reason);
  });
  signal?.addEventListener('abort', leave);
  if (signal?.aborted) leave();
  return Promise.race([work, aborted]).finally(() => signal?.removeEventListener('abort', leave));
}

const OPTIONS = ['close', 'isAuthFailure'];
const CALL_OPTIONS = ['context', 'signal'];

/** One client for each version of a secret, by the reader of the moment. Nothing happens but in a call: there are no timers. */
export function secretClientWith<Client>(
  readerOf: () => Reader,
  target: unknown,
  make: (value: never) => Promise<Client> | Client,
  given: SecretClientOptions<Client> = {},
): ClientOfSecret<Client> {
  const options = ownProperties(given);
  checkOptions(options, OPTIONS, 'secretClient');
  const { close, isAuthFailure: isFailure = isAuthFailure } = options;
  const kept = new Set<MadeClient<Client>>();
  let [runs, adoptedBy] = [0, 0];
  let current: MadeClient<Client> | undefined;

  /** The client of a version, which is made if there is none. One that could not be made is not kept. */
  function clientOf({ raw, value }: ReadVersion): MadeClient<Client> {
    for (const made of kept) if (made.retiredAt === undefined && isSameRaw(made.raw, raw)) return made;
    // The type of a value is in its definition, which `decode` enforces.
    const client = Promise.resolve(value as never).then(make);
    const made: MadeClient<Client> = { raw, client, uses: 0, isHandedOut: false, retiredAt: undefined };
    kept.add(made);
    client.catch(() => kept.delete(made));
    return made;
  }

  /** Hands out this client from now on, unless a run that began later has chosen another. */
  function adopt(made: MadeClient<Client>, run: number, time: number): void {
    if (run < adoptedBy) return;
    adoptedBy = run;
    current = made;
    for (const each of kept) each.retiredAt = each === made ? undefined : (each.retiredAt ?? time);
  }

  /** Closes what nobody can be using any more. What closing ends with is nobody's concern: there is a new client. */
  function sweep(time: number): void {
    for (const made of kept) {
      // After the clock was set back, the grace period begins anew.
      if (made.retiredAt !== undefined && made.retiredAt > time) made.retiredAt = time;
      if (!isIdle(made, time)) continue;
      kept.delete(made);
      if (close) made.client.then(close).catch(() => {});
    }
  }

  async function run<Result>(
    given: WaitOptions,
    call: string,
    work: (made: MadeClient<Client>, client: Client) => Promise<Result> | Result,
  ): Promise<Result> {
    const options = ownProperties(given);
    checkOptions(options, CALL_OPTIONS, call);
    const reader = readerOf();
    const { now } = reader[INTERNALS];
    sweep(now());
    const attempt = async (version: ReadVersion, isTrial: boolean): Promise<Result> => {
      const run = ++runs;
      const made = clientOf(version);
      made.uses++;
      try {
        const client = await unlessAborted(made.client, options.signal);
        if (!isTrial) adopt(made, run, now());
        const result = await work(made, client);
        // On trial, it takes the other's place only when it has worked.
        if (isTrial && !isRefusal(result, isFailure)) adopt(made, run, now());
        return result;
      } finally {
        made.uses--;
        const time = now();
        if (made !== current) made.retiredAt ??= time;
        sweep(time);
      }
    };
    return tryVersions(reader, target, attempt, { ...options, isAuthFailure: isFailure });
  }

  const handOut = async (options: WaitOptions = {}) => {
    const { client } = await run(options, 'a client of a secret', (made, client) => {
      made.isHandedOut = true;
      return { client };
    });
    return client;
  };
  return Object.assign(handOut, {
    use: <Result>(use: (client: Client) => Promise<Result> | Result, options: WaitOptions = {}) =>
      run(options, 'use', (_, client) => use(client)),
  });
}
