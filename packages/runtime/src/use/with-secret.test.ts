import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSecrets } from '../testing/use-secrets.js';
import { NAME, type Rotating, secrets, startRotating } from './rotating.test.support.js';

let rotating: Rotating;
beforeEach(async () => {
  rotating = await startRotating();
});
afterEach(() => rotating.close());

const login = (target: Rotating = rotating) =>
  target.client.withSecret(secrets.database, (password) => target.database.login(password));
const rejected = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('withSecret, of a value that is accepted', () => {
  it('resolves with what `use` resolves with, and reads once', async () => {
    expect(await login()).toBe('as v1');
    expect(await login()).toBe('as v1');
    expect(rotating.reads).toEqual(['AWSCURRENT']);
  });

  it('rejects with an error that is no authentication failure, without looking again', async () => {
    const error = new Error('relation "orders" does not exist');
    const use = async () => {
      throw error;
    };
    expect(await rejected(rotating.client.withSecret(secrets.database, use))).toBe(error);
    expect(rotating.reads).toEqual(['AWSCURRENT']);
  });

  it('rejects as getSecret does where there is no such secret', async () => {
    await expect(rotating.client.withSecret('no/such', () => 1)).rejects.toMatchObject({ name: 'SecretNotFoundError' });
  });
});

describe('withSecret, in the steps of a rotation', () => {
  it('uses the pending version between setSecret and finishSecret, and reads it before the current one', async () => {
    await login();
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    expect(await login()).toBe('as v2');
    expect(rotating.reads).toEqual(['AWSCURRENT', 'AWSPENDING', 'AWSCURRENT']);
  });

  it('uses a pending version that was accepted first, until the current one changes', async () => {
    await login();
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    await login();
    await login();
    await rotating.promote();
    await login();
    rotating.clock.now += 3_600_000;
    await login();
    expect(rotating.database.attempts).toEqual(['v1', 'v1', 'v2', 'v2', 'v2', 'v2']);
    expect(rotating.reads).toEqual(['AWSCURRENT', 'AWSPENDING', 'AWSCURRENT', 'AWSCURRENT']);
    expect(rotating.database.refused).toBe(1);
  });

  it('uses the current version if it is newer than the one that was refused, and so does every read after it', async () => {
    await login();
    await rotating.putPending('v2');
    await rotating.promote();
    rotating.database.accepted = 'v2';
    await rotating.putPending('v3');
    expect(await login()).toBe('as v2');
    expect(rotating.database.attempts).toEqual(['v1', 'v1', 'v2']);
    expect(await rotating.client.getSecret(secrets.database)).toBe('v2');
    expect(rotating.reads.length).toBe(3);
  });

  it('uses the pending version if the current one is newer, and is refused too', async () => {
    await login();
    await rotating.putPending('v2');
    await rotating.promote();
    await rotating.putPending('v3');
    rotating.database.accepted = 'v3';
    expect(await login()).toBe('as v3');
    expect(rotating.database.attempts).toEqual(['v1', 'v1', 'v2', 'v3']);
  });

  it('sees a rotation that finishes between its two reads', async () => {
    await login();
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    rotating.afterRead('AWSPENDING', () => rotating.promote());
    expect(await login()).toBe('as v2');
    expect(rotating.database.refused).toBe(1);
  });

  it('sees a rotation that finishes before its first read', async () => {
    await login();
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    await rotating.promote();
    expect(await login()).toBe('as v2');
  });

  it('looks once more where the next rotation begins during its look', async () => {
    await login();
    await rotating.putPending('v2');
    await rotating.promote();
    rotating.database.accepted = 'v2';
    rotating.afterRead('AWSPENDING', async () => {
      await rotating.putPending('v3');
      rotating.database.accepted = 'v3';
    });
    expect(await login()).toBe('as v3');
    expect(rotating.database.attempts).toEqual(['v1', 'v1', 'v2', 'v3']);
  });

  it('joins no read in flight, which may have been sent before the rotation finished', async () => {
    await login();
    await rotating.putPending('v2');
    rotating.database.accepted = 'v2';
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The old version is on its way to an earlier reader.
    rotating.afterRead('AWSCURRENT', () => held);
    const earlier = rotating.client.getSecret(secrets.database, { fresh: true });
    await vi.waitUntil(() => rotating.reads.length > 1, { timeout: 10_000 });
    await rotating.promote();
    expect(await login()).toBe('as v2');
    release();
    await earlier;
    expect(await rotating.client.getSecret(secrets.database)).toBe('v2');
  });
});

describe('withSecret, of a password that is wrong', () => {
  it('rejects with the first error itself', async () => {
    await login();
    rotating.database.accepted = 'elsewhere';
    const thrown: unknown[] = [];
    const use = async (password: string) => {
      try {
        return await rotating.database.login(password);
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    };
    await rotating.putPending('v2');
    const error = await rejected(rotating.client.withSecret(secrets.database, use));
    expect(thrown.length).toBe(2);
    expect(error).toBe(thrown[0]);
  });

  it('looks once for fifty callers, and once in five seconds', async () => {
    await login();
    rotating.database.accepted = 'elsewhere';
    await Promise.all(Array.from({ length: 50 }, () => rejected(login())));
    expect(rotating.reads.splice(0)).toEqual(['AWSCURRENT', 'AWSPENDING', 'AWSCURRENT']);
    rotating.clock.now += 4_999;
    await rejected(login());
    expect(rotating.reads).toEqual([]);
    rotating.clock.now += 1;
    await rejected(login());
    expect(rotating.reads).toEqual(['AWSPENDING', 'AWSCURRENT']);
    expect(rotating.database.attempts.length).toBe(53);
  });

  it('uses a pending version no more once it was refused', async () => {
    await login();
    rotating.database.accepted = 'elsewhere';
    await rotating.putPending('v2');
    await rejected(login());
    rotating.clock.now += 60_000;
    await rejected(login());
    expect(rotating.database.attempts).toEqual(['v1', 'v1', 'v2', 'v1']);
    await rotating.promote();
    rotating.database.accepted = 'v2';
    rotating.clock.now += 60_000;
    expect(await login()).toBe('as v2');
  });

  it('looks again where the clock was set back', async () => {
    rotating.database.accepted = 'elsewhere';
    await rejected(login());
    rotating.clock.now -= 60_000;
    await rejected(login());
    expect(rotating.reads.filter((stage) => stage === 'AWSPENDING').length).toBe(2);
  });
});

describe('withSecret, where the store does not answer', () => {
  it.each([{ kind: 'error', status: 500 }, { kind: 'hang' }, { kind: 'throttle' }, { kind: 'malformed' }] as const)(
    'rejects with the first error itself: $kind',
    async (fault) => {
      await login();
      const error = Object.assign(new Error('refused'), { code: '28P01' });
      rotating.aws.faults.add(fault);
      const use = () => Promise.reject(error);
      expect(await rejected(rotating.client.withSecret(secrets.database, use))).toBe(error);
      rotating.aws.faults.clear();
      expect(await rotating.client.getSecret(secrets.database)).toBe('v1');
    },
  );

  it('rejects with the first error where the time of the caller is up', async () => {
    await login();
    rotating.aws.faults.add({ kind: 'hang' });
    rotating.database.accepted = 'v2';
    const signal = AbortSignal.timeout(50);
    const use = (password: string) => rotating.database.login(password);
    await expect(rotating.client.withSecret(secrets.database, use, { signal })).rejects.toMatchObject({
      code: '28P01',
    });
    const context = { getRemainingTimeInMillis: () => 300 };
    await expect(rotating.client.withSecret(secrets.database, use, { context })).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('drops the value where the secret is gone', async () => {
    await login();
    rotating.database.accepted = 'v2';
    rotating.aws.secrets.remove(NAME);
    await expect(login()).rejects.toMatchObject({ code: '28P01' });
    await expect(rotating.client.getSecret(secrets.database)).rejects.toMatchObject({ name: 'SecretNotFoundError' });
  });
});

describe('withSecret, of a role that may not read AWSPENDING', () => {
  it('uses a newer current version all the same', async () => {
    const denied = await startRotating({
      arn: 'arn:aws:iam::123456789012:role/current-only',
      name: 'current-only',
      account: '123456789012',
      policies: [
        {
          name: 'inline',
          document: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
              {
                Effect: 'Deny',
                Action: 'secretsmanager:GetSecretValue',
                Resource: '*',
                Condition: { StringEquals: { 'secretsmanager:VersionStage': 'AWSPENDING' } },
              },
            ],
          },
        },
      ],
    });
    try {
      await login(denied);
      await denied.putPending('v2');
      denied.database.accepted = 'v2';
      await expect(login(denied)).rejects.toMatchObject({ code: '28P01' });
      await denied.promote();
      denied.clock.now += 5_000;
      expect(await login(denied)).toBe('as v2');
      expect(denied.aws.calls.count({ outcome: 'AccessDeniedException' })).toBe(2);
    } finally {
      await denied.close();
    }
  });
});

describe('withSecret, in the store of Amplify', () => {
  it('reads the parameter again, and nothing else', async () => {
    const use = (password: string) => rotating.database.login(password);
    await rotating.preview.withSecret(secrets.database, use);
    rotating.setPreview('v2');
    rotating.database.accepted = 'v2';
    expect(await rotating.preview.withSecret(secrets.database, use)).toBe('as v2');
    expect(rotating.reads).toEqual(['GetParameters', 'GetParameters']);
  });
});

describe('withSecret, of responses', () => {
  const answering = (accepted: string) => {
    const responses: Response[] = [];
    const use = (key: string) => {
      const response = new Response(`to ${key}`, { status: key === accepted ? 200 : 401 });
      responses.push(response);
      return response;
    };
    return { responses, use };
  };

  it('uses a newer version after a response with 401, and cancels that one', async () => {
    await rotating.client.getSecret(secrets.database);
    await rotating.put('v2');
    const { responses, use } = answering('v2');
    const response = await rotating.client.withSecret(secrets.database, use);
    expect(await response.text()).toBe('to v2');
    expect(responses.length).toBe(2);
    await expect(responses[0]?.text()).rejects.toThrow();
  });

  it('resolves with the first response, unread, where none is better', async () => {
    await rotating.client.getSecret(secrets.database);
    await rotating.put('v2');
    const { responses, use } = answering('none');
    const response = await rotating.client.withSecret(secrets.database, use);
    expect(response).toBe(responses[0]);
    expect(await response.text()).toBe('to v1');
  });

  it('leaves an answer of the function itself alone, whatever its status', async () => {
    const answer = { statusCode: 401, body: 'Wrong signature.', headers: {} };
    expect(await rotating.client.withSecret(secrets.database, () => answer)).toBe(answer);
    expect(rotating.reads).toEqual(['AWSCURRENT']);
  });
});

describe('withSecret, with options', () => {
  it('asks the given isAuthFailure', async () => {
    await rotating.client.getSecret(secrets.database);
    await rotating.put('v2');
    const used: string[] = [];
    const use = async (value: string) => {
      used.push(value);
      if (value === 'v1') throw new Error('custom');
    };
    const isAuthFailure = (error: unknown) => error instanceof Error && error.message === 'custom';
    await rotating.client.withSecret(secrets.database, use, { isAuthFailure });
    expect(used).toEqual(['v1', 'v2']);
  });

  it('refuses an option that there is not', async () => {
    const options = { stage: 'AWSPREVIOUS' } as object;
    await expect(rotating.client.withSecret(secrets.database, () => 1, options)).rejects.toMatchObject({
      name: 'ClientOptionInvalidError',
      message: 'There is no option "stage" of withSecret.',
    });
  });

  it('reads again first with `fresh`', async () => {
    await login();
    await rotating.put('v2');
    expect(await rotating.client.withSecret(secrets.database, (value) => value, { fresh: true })).toBe('v2');
  });
});

describe('withSecret, while useSecrets is on', () => {
  it('uses its values, and a changed one after a failure', async () => {
    const { restore } = useSecrets({ database: 'test' });
    try {
      rotating.database.accepted = 'test';
      expect(await login()).toBe('as test');
      rotating.database.accepted = 'other';
      await expect(login()).rejects.toMatchObject({ code: '28P01' });
      await rotating.client.putSecret(secrets.database, 'other');
      expect(await login()).toBe('as other');
      expect(rotating.reads).toEqual([]);
    } finally {
      restore();
    }
  });
});
