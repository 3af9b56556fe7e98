import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { secretClient } from '../client/default-client.js';
import { turn } from '../client/example.test.support.js';
import { useSecrets } from '../testing/use-secrets.js';
import { type Rotating, secrets, startRotating } from './rotating.test.support.js';
import type { SecretClientOptions } from './secret-client.js';

const TTL = 3_600_000;
const GRACE = 900_000;

let rotating: Rotating;
beforeEach(async () => {
  rotating = await startRotating();
});
afterEach(() => rotating.close());

class Connection {
  isClosed = false;
  readonly password: string;
  constructor(password: string) {
    this.password = password;
  }
  readonly query = async (): Promise<string> => {
    if (this.isClosed) throw new Error('The connection is closed.');
    return rotating.database.login(this.password);
  };
}

/** A client of the database that logs in at each query, and what was made and closed so far. */
function databaseClient(options: SecretClientOptions<Connection> = {}) {
  const made: Connection[] = [];
  const make = (password: string) => {
    const connection = new Connection(password);
    made.push(connection);
    return connection;
  };
  const close = (connection: Connection) => {
    connection.isClosed = true;
  };
  const database = rotating.client.secretClient(secrets.database, make, { close, ...options });
  const closed = () => made.filter(({ isClosed }) => isClosed).map(({ password }) => password);
  return { database, made, closed };
}

/** What is open until it is opened. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const putNext = async (value: string) => {
  await rotating.put(value);
  rotating.database.accepted = value;
  rotating.clock.now += TTL;
};

describe('secretClient', () => {
  it('reads and makes nothing before its first call', async () => {
    const { made } = databaseClient();
    await turn();
    expect([made, rotating.reads]).toEqual([[], []]);
  });

  it('makes one client, for callers at the same time and later', async () => {
    const { database, made } = databaseClient();
    const clients = await Promise.all([database(), database(), database.use((client) => client)]);
    expect(new Set([...clients, await database()]).size).toBe(1);
    expect(made.length).toBe(1);
    expect(rotating.reads).toEqual(['AWSCURRENT']);
  });

  it('keeps the client when the secret is read again and has the same version', async () => {
    const { database } = databaseClient();
    const client = await database();
    rotating.clock.now += TTL;
    expect(await database()).toBe(client);
    expect(rotating.reads.length).toBe(2);
  });

  it('makes a new client when the version changes', async () => {
    const { database } = databaseClient();
    expect((await database()).password).toBe('v1');
    await putNext('v2');
    expect((await database()).password).toBe('v2');
    expect((await database()).password).toBe('v2');
  });

  it('remembers no `make` that fails', async () => {
    const refusals = ['one', 'two'];
    const make = async (password: string) => {
      const refusal = refusals.shift();
      if (refusal) throw new Error(refusal);
      return { password };
    };
    const database = rotating.client.secretClient(secrets.database, make);
    await expect(Promise.all([database(), database()])).rejects.toThrow('one');
    await expect(database.use(() => 1)).rejects.toThrow('two');
    expect(await database()).toEqual({ password: 'v1' });
  });

  it('keeps the client of before, unclosed, while that of a new version cannot be made', async () => {
    const closed: string[] = [];
    let isUp = true;
    const make = (password: string) => {
      if (!isUp) throw new Error('connect ECONNREFUSED');
      return password;
    };
    const database = rotating.client.secretClient(secrets.database, make, {
      close: (password) => void closed.push(password),
    });
    await database.use(() => 1);
    await putNext('v2');
    isUp = false;
    await expect(database.use(() => 1)).rejects.toThrow('ECONNREFUSED');
    expect(closed).toEqual([]);
    isUp = true;
    expect(await database.use((password) => password)).toBe('v2');
    await turn();
    expect(closed).toEqual(['v1']);
  });

  it('ends the wait of a caller that aborts while a `make` hangs, and makes another for the next, which alone stays', async () => {
    const hanging = gate();
    const closed: string[] = [];
    let count = 0;
    const make = async () => {
      const name = `client ${++count}`;
      if (count === 1) await hanging.opened;
      return name;
    };
    const database = rotating.client.secretClient(secrets.database, make, { close: (name) => void closed.push(name) });
    const impatient = new AbortController();
    const left = [database({ signal: impatient.signal }), database.use((name) => name, { signal: impatient.signal })];
    await vi.waitUntil(() => count > 0, { timeout: 10_000 });
    impatient.abort(new Error('stopped'));
    for (const each of left) await expect(each).rejects.toThrow('stopped');
    expect(await database.use((name) => name)).toBe('client 2');
    hanging.open();
    await turn();
    expect(closed).toEqual(['client 1']);
    expect(await database()).toBe('client 2');
  });

  it('rejects as getSecret does', async () => {
    const database = rotating.client.secretClient('no/such', (value) => value);
    await expect(database()).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    await expect(database.use(() => 1)).rejects.toMatchObject({ name: 'SecretNotFoundError' });
  });

  it('refuses options that there are not', async () => {
    const options = { dispose: () => {} } as object;
    expect(() => rotating.client.secretClient(secrets.database, (value) => value, options)).toThrow(
      'There is no option "dispose" of secretClient.',
    );
    const database = rotating.client.secretClient(secrets.database, (value) => value);
    await expect(database({ ttl: 1 } as object)).rejects.toMatchObject({ name: 'ClientOptionInvalidError' });
  });
});

describe('secretClient, of a client that was replaced', () => {
  it('closes it when its last use has ended', async () => {
    const { database, closed } = databaseClient();
    const [one, other] = [gate(), gate()];
    const uses = [one, other].map(({ opened }) => database.use((client) => opened.then(() => client.query())));
    await turn();
    await putNext('v2');
    rotating.database.accepted = 'v1';
    await database.use(() => 1);
    await turn();
    one.open();
    await uses[0];
    expect(closed()).toEqual([]);
    other.open();
    expect(await uses[1]).toBe('as v1');
    await turn();
    expect(closed()).toEqual(['v1']);
  });

  it('closes it at once where nobody uses it', async () => {
    const { database, closed } = databaseClient();
    await database.use((client) => client.query());
    await putNext('v2');
    await database.use((client) => client.query());
    await turn();
    expect(closed()).toEqual(['v1']);
  });

  it('closes it at the first call after the grace period where it was handed out', async () => {
    const { database, closed } = databaseClient();
    await database();
    await putNext('v2');
    await database();
    rotating.clock.now += GRACE - 1;
    await database();
    await turn();
    expect(closed()).toEqual([]);
    rotating.clock.now += 1;
    await turn();
    expect(closed()).toEqual([]);
    await database();
    await turn();
    expect(closed()).toEqual(['v1']);
  });

  it('begins the grace period anew where the clock was set back', async () => {
    const { database, closed } = databaseClient();
    await database();
    await putNext('v2');
    await database();
    rotating.clock.now -= 10 * GRACE;
    await database();
    rotating.clock.now += GRACE - 1;
    await database();
    await turn();
    expect(closed()).toEqual([]);
    rotating.clock.now += 1;
    await database();
    await turn();
    expect(closed()).toEqual(['v1']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('close failed');
      },
    ],
    ['rejects', () => Promise.reject(new Error('close failed'))],
  ])('gives callers no error of a `close` that %s', async (_, close) => {
    const { database } = databaseClient({ close });
    await database.use((client) => client.query());
    await putNext('v2');
    expect(await database.use((client) => client.query())).toBe('as v2');
    await turn();
  });

  it('closes each once, whatever is rotated while it is made', async () => {
    const closed: string[] = [];
    const slow = gate();
    const make = async (password: string) => {
      if (password === 'v1') await slow.opened;
      return password;
    };
    const database = rotating.client.secretClient(secrets.database, make, {
      close: (password) => void closed.push(password),
    });
    const first = database.use((password) => password);
    await vi.waitUntil(() => rotating.reads.length > 0, { timeout: 10_000 });
    await turn();
    await putNext('v2');
    expect(await database.use((password) => password)).toBe('v2');
    slow.open();
    expect(await first).toBe('v1');
    expect(await database.use((password) => password)).toBe('v2');
    await turn();
    expect(closed).toEqual(['v1']);
  });
});

describe('secretClient, in a rotation', () => {
  it('uses a client of the pending version, which stays when that becomes current', async () => {
    const { database, made, closed } = databaseClient();
    await database.use((client) => client.query());
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    expect(await database.use((client) => client.query())).toBe('as v2');
    expect((await database()).password).toBe('v2');
    await rotating.promote();
    rotating.clock.now += TTL;
    expect(await database.use((client) => client.query())).toBe('as v2');
    await turn();
    expect(made.map(({ password }) => password)).toEqual(['v1', 'v2']);
    expect(closed()).toEqual(['v1']);
  });

  it('closes the client of a pending version that was refused, and keeps the other', async () => {
    const { database, made, closed } = databaseClient();
    await database.use((client) => client.query());
    await rotating.putPending('v2');
    rotating.database.accepted = 'elsewhere';
    const error = await database.use((client) => client.query()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: 'password authentication failed (2)' });
    await turn();
    expect(closed()).toEqual(['v2']);
    rotating.database.accepted = 'v1';
    expect(await database.use((client) => client.query())).toBe('as v1');
    expect(made.length).toBe(2);
  });

  it('follows with a `make` that logs in', async () => {
    const make = async (password: string) => ({ session: await rotating.database.login(password) });
    const database = rotating.client.secretClient(secrets.database, make);
    await rotating.client.getSecret(secrets.database);
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    const clients = await Promise.all([database(), database(), database.use((client) => client)]);
    expect(new Set(clients).size).toBe(1);
    expect(rotating.database.attempts).toEqual(['v1', 'v2']);
  });

  it('asks the given isAuthFailure', async () => {
    const database = rotating.client.secretClient(secrets.database, (value) => value, {
      isAuthFailure: (error) => error === 'custom',
    });
    await database();
    await rotating.put('v2');
    const use = (value: string) => (value === 'v2' ? value : Promise.reject('custom'));
    expect(await database.use(use)).toBe('v2');
  });

  it('replaces no client for a response that refuses the other too', async () => {
    const { database, made } = databaseClient();
    await database();
    await rotating.putPending('v2');
    const response = await database.use(({ password }) => new Response(password, { status: 401 }));
    expect(await response.text()).toBe('v1');
    expect((await database()).password).toBe('v1');
    expect(made.length).toBe(2);
  });
});

describe('secretClient, in a container that was frozen', () => {
  const DAY = 86_400_000;
  const freeze = () => {
    rotating.clock.now += DAY;
  };

  it('resumes while it makes a client', async () => {
    const making = gate();
    const database = rotating.client.secretClient(secrets.database, (value) => making.opened.then(() => value));
    const calls = [database(), database.use((value) => value)];
    await vi.waitUntil(() => rotating.reads.length > 0, { timeout: 10_000 });
    freeze();
    making.open();
    expect(await Promise.all(calls)).toEqual(['v1', 'v1']);
    expect(await database()).toBe('v1');
  });

  it('resumes in a use, whose client stays open', async () => {
    const { database, closed } = databaseClient();
    const using = gate();
    const use = database.use((client) => using.opened.then(() => client.query()));
    await vi.waitUntil(() => rotating.reads.length > 0, { timeout: 10_000 });
    await rotating.put('v2');
    freeze();
    await database.use(() => 1);
    expect(closed()).toEqual([]);
    using.open();
    expect(await use).toBe('as v1');
    await turn();
    expect(closed()).toEqual(['v1']);
  });

  it.each(['AWSPENDING', 'AWSCURRENT'])('resumes after the read of %s in a second look', async (stage) => {
    const { database } = databaseClient();
    await database.use((client) => client.query());
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    rotating.afterRead(stage, freeze);
    expect(await database.use((client) => client.query())).toBe('as v2');
  });

  it('resumes in its first read', async () => {
    const { database } = databaseClient();
    rotating.afterRead('AWSCURRENT', freeze);
    expect(await database.use((client) => client.query())).toBe('as v1');
  });

  it('resumes while it closes a client', async () => {
    const closing = gate();
    const { database } = databaseClient({ close: () => closing.opened });
    await database.use((client) => client.query());
    await putNext('v2');
    await database.use((client) => client.query());
    freeze();
    expect(await database.use((client) => client.query())).toBe('as v2');
    closing.open();
  });
});

describe('secretClient, while useSecrets is on', () => {
  it('makes a client of each of its values, and of the secret when it is off again', async () => {
    const { database, closed } = databaseClient();
    expect((await database()).password).toBe('v1');
    const { restore } = useSecrets({ database: 'test' });
    expect((await database()).password).toBe('test');
    useSecrets({ database: 'other' });
    expect((await database()).password).toBe('other');
    await rotating.client.putSecret(secrets.database, 'written');
    const last = useSecrets({ database: 'written' });
    expect((await database()).password).toBe('written');
    restore();
    last.restore();
    expect((await database()).password).toBe('v1');
    await turn();
    expect(closed()).toEqual([]);
  });

  it('follows them by the default client too', async () => {
    const client = secretClient(secrets.database, (value) => ({ value }));
    const { restore } = useSecrets({ database: 'one' });
    const first = await client();
    expect(first).toEqual({ value: 'one' });
    expect(await client()).toBe(first);
    restore();
    const { restore: end } = useSecrets({ database: 'two' });
    expect(await client.use(({ value }) => value)).toBe('two');
    end();
  });
});
