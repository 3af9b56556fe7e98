import { inspect } from 'node:util';
import type { Fault } from '@amplify-secrets/local';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { isSecretsError } from '../contract/errors.js';
import { TransportFault } from '../transport/fault.js';
import { jsonOf, NAME, secrets, TOKENS, updatingWorld } from './updating-world.test.support.js';

let world: Awaited<ReturnType<typeof updatingWorld>>;
const worlds: (typeof world)[] = [];
beforeEach(async () => {
  world = await updatingWorld();
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map(({ aws }) => aws.close())));

const failureOf = (updating: Promise<unknown>) => updating.then(() => undefined).catch((error: unknown) => error);

// More than one call of the transport repeats by itself.
const FAULTS: readonly (readonly [string, Fault])[] = [
  ['throttles', { kind: 'throttle', times: 4 }],
  ['answers with errors of its own', { kind: 'error', status: 503, times: 4 }],
  ['resets connections', { kind: 'reset', times: 5 }],
  ['resets connections when it has done what was asked', { kind: 'reset', when: 'midway', times: 5 }],
  ['answers with half of its JSON', { kind: 'malformed', times: 4 }],
  ['answers with a web page', { kind: 'malformed', body: 'html', times: 4 }],
  ['does not answer', { kind: 'hang', times: 1 }],
];

describe.each(['PutSecretValue', 'UpdateSecretVersionStage'])('updateSecret, while %s', (operation) => {
  it.each(FAULTS)('%s, writes once, with one call of change', async (_, fault) => {
    let calls = 0;
    const client = world.client({ timeout: 400 });
    world.aws.faults.add({ ...fault, operation });
    const updated = await client.updateSecret(secrets.tokens, () => ({ accessToken: `access-2-${++calls}` }));
    expect(updated).toEqual({ ...TOKENS, accessToken: 'access-2-1' });
    const { SecretString = '', VersionStages = [] } = await world.stored();
    expect(JSON.parse(SecretString)).toEqual(updated);
    expect(VersionStages).toContain('AWSCURRENT');
    expect(jsonOf(await world.stored({ VersionStage: 'AWSPREVIOUS' }))).toEqual(TOKENS);
  });
});

describe('updateSecret, whose value cannot be stored', () => {
  const inTime = { context: { getRemainingTimeInMillis: () => 900 } };

  it('rejects with it, and shows it in no log', async () => {
    world.aws.faults.add({ kind: 'error', operation: 'PutSecretValue' });
    const client = world.client({ timeout: 300 });
    const error = await failureOf(client.updateSecret(secrets.tokens, () => ({ accessToken: 'canary-7' }), inTime));
    expect(error).toMatchObject({
      name: 'SecretUpdateLostError',
      message: expect.stringContaining(
        'Secret "myapp/prod/tokens" was not updated, and what `change` returned may not be had again. It is stored nowhere.',
      ),
      resolution: expect.stringMatching(/^Keep error\.value\.reveal\(\) in a safe place, not in a log\. /),
    });
    expect(isSecretsError(error) && error.value?.reveal()).toEqual({ ...TOKENS, accessToken: 'canary-7' });
    expect(Object.keys(Object(error))).not.toContain('value');
    expect(inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify({ error })).not.toContain('canary');
    expect(client.events).toContainEqual({
      type: 'lost',
      name: NAME,
      error: expect.stringMatching(/^Store(Unreachable|Timeout)Error$/),
    });
  });

  it('has what change returned where that holds the redacted form of another secret', async () => {
    class Answer {
      readonly accessToken = 'canary-7';
      readonly scopes: unknown;
      constructor(scopes: unknown) {
        this.scopes = scopes;
      }
    }
    const client = world.client();
    const answer = new Answer(await client.getSecret(secrets.list));
    const error = await failureOf(client.updateSecret(secrets.tokens, () => answer));
    expect(error).toMatchObject({ name: 'SecretUpdateLostError', cause: { name: 'SecretValueRedactedError' } });
    expect(isSecretsError(error) && error.value?.reveal()).toEqual({ ...TOKENS, ...answer });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('canary');
    expect(world.asked()).not.toContain('PutSecretValue');
  });

  it.each([1, Number.POSITIVE_INFINITY])('quotes nothing of a getter that throws %s times', async (times) => {
    let reads = 0;
    const answer = {
      refreshToken: 'canary-7',
      get accessToken(): string {
        if (++reads <= times) throw new Error('canary-7');
        return 'access-2';
      },
    };
    const error = await failureOf(world.client().updateSecret(secrets.tokens, () => answer));
    expect(error).toMatchObject({ name: 'SecretUpdateLostError', cause: { name: 'SecretValueInvalidError' } });
    expect(isSecretsError(error) && error.value?.reveal()).toBe(answer);
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('canary');
  });

  it('says that it is in a version which the next update makes current, and is right', async () => {
    const fault = world.aws.faults.add({ kind: 'throttle', operation: 'UpdateSecretVersionStage' });
    const client = world.client({ timeout: 300 });
    const error = await failureOf(client.updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }), inTime));
    expect(error).toMatchObject({
      name: 'SecretUpdateLostError',
      message: expect.stringContaining('unless the secret changes within an hour, the next updateSecret makes it'),
    });
    fault.remove();
    expect(await client.updateSecret(secrets.tokens, () => ({}))).toEqual({ ...TOKENS, accessToken: 'access-2' });
  });

  it('lets the next update succeed', async () => {
    const fault = world.aws.faults.add({ kind: 'throttle', operation: 'PutSecretValue' });
    const client = world.client({ timeout: 300 });
    await failureOf(client.updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }), inTime));
    fault.remove();
    await client.updateSecret(secrets.tokens, () => ({ accessToken: 'access-3' }));
    expect((await client.getSecret(secrets.tokens)).accessToken).toBe('access-3');
  });

  it.each<[string, unknown, string]>([
    ['that JSON cannot hold', { accessToken: 7n }, 'SecretValueInvalidError'],
    ['that is undefined', undefined, 'SecretValueInvalidError'],
    [
      'with the redacted form of a secret',
      { accessToken: '[redacted by amplify-secrets]' },
      'SecretValueRedactedError',
    ],
    ['of more than 65,536 bytes', { accessToken: 'x'.repeat(65_537) }, 'SecretTooLargeError'],
  ])('keeps a value %s', async (_, value, name) => {
    const error = await failureOf(world.client().updateSecret(secrets.tokens, () => value as never));
    expect(error).toMatchObject({ name: 'SecretUpdateLostError', cause: { name } });
    const revealed = isSecretsError(error) ? error.value?.reveal() : undefined;
    expect(revealed).toEqual(name === 'SecretValueInvalidError' ? value : { ...TOKENS, ...Object(value) });
    expect(world.asked()).not.toContain('PutSecretValue');
  });

  it.each([
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:UpdateSecretVersionStage',
  ])('names the permission %s where it alone is missing, with the line that grants both halves', async (action) => {
    world.denied.add(action);
    const error = await failureOf(world.client().updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' })));
    expect(error).toMatchObject({
      name: action.endsWith('GetSecretValue') ? 'SecretAccessDeniedError' : 'SecretUpdateLostError',
      message: expect.stringContaining(`the role lacks ${action} on it`),
      resolution: expect.stringContaining(
        'In amplify/backend.ts add: grantSecretReadWrite(backend.myFunction, secrets.tokens);',
      ),
    });
  });

  it('names the limit of versions', async () => {
    const client = world.meddling((operation, _input, send) =>
      operation === 'PutSecretValue'
        ? Promise.reject(new TransportFault('refused', 'PutSecretValue failed.', { code: 'LimitExceededException' }))
        : send(),
    );
    const error = await failureOf(client.updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' })));
    expect(error).toMatchObject({ name: 'SecretUpdateLostError', cause: { name: 'SecretVersionLimitError' } });
  });
});

describe('updateSecret, before change', () => {
  it.each(FAULTS.filter(([, { kind }]) => kind !== 'hang'))(
    'rejects as a read does if the store %s',
    async (_, fault) => {
      world.aws.faults.add({ ...fault, times: 100 });
      let calls = 0;
      const error = await failureOf(
        world.client({ timeout: 500 }).updateSecret(secrets.tokens, () => ({ accessToken: `${++calls}` })),
      );
      expect(error).toMatchObject({ name: expect.stringMatching(/^Store(Throttled|Unreachable|Timeout)Error$/) });
      expect(calls).toBe(0);
    },
  );

  it('takes no value of another secret', async () => {
    world.aws.secrets.put('myapp/prod/other', JSON.stringify({ ...TOKENS, accessToken: 'other' }));
    world.aws.faults.add({ kind: 'mixup', operation: 'GetSecretValue' });
    const error = await failureOf(world.client().updateSecret(secrets.tokens, () => ({ accessToken: 'x' })));
    expect(error).toMatchObject({ name: 'StoreUnreachableError' });
  });
});
