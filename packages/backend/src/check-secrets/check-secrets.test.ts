import { secretNamed } from '@amplify-secrets/runtime';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it, vi } from 'vitest';
import { MAIN, makeBackend, SANDBOX, STAGE } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite } from '../grant.js';
import { allSecrets, secretsMatching } from '../targets/secrets-matching.js';
import { checkSecrets, checkSecretsWithin } from './check-secrets.js';
import {
  asked,
  aws,
  backendWith,
  CANARY,
  failureOf,
  manySecrets,
  notes,
  secrets,
  useLocalAws,
} from './check-secrets.test.support.js';

useLocalAws();

describe('checkSecrets makes no call', () => {
  it('skips patterns, secrets without a declaration, and those that the backend creates', async () => {
    const { root, stack, amplifyFunction } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('webhook'), [
      secretsMatching(secrets, 'github-*'),
      secretNamed(secrets, 'github-acme'),
      new Secret(stack, 'Made'),
    ]);
    grantSecretRead(amplifyFunction('mail'), 'shared/mail-*', { branches: 'main' });
    await checkSecrets(root);
    expect(asked()).toEqual({});
  });

  it('skips everything while ampx deletes the sandbox', async () => {
    vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'ampx', 'sandbox', 'delete', '--yes']);
    const { app, root } = backendWith(secrets.stripe, SANDBOX);
    await checkSecrets(root);
    app.synth();
    expect(asked()).toEqual({});
  });

  it('skips the stages of a pipeline, and notes it', async () => {
    const { app, root } = backendWith(secrets.stripe, STAGE);
    const checking = checkSecrets(root);
    app.synth();
    await checking;
    expect(asked()).toEqual({});
    expect(notes()).toEqual([expect.stringMatching(/^Note: checkSecrets does not check the stages of a pipeline: /)]);
  });
});

describe('checkSecrets asks for names and never for values', () => {
  it('looks up 50 secrets in 50 calls, each once however often it is granted', async () => {
    const { root, amplifyFunction } = makeBackend(MAIN);
    const many = manySecrets(50);
    for (const key of Object.keys(many)) aws().secrets.put(`many/prod/${key}`, CANARY);
    grantSecretRead(amplifyFunction('one'), allSecrets(many));
    grantSecretReadWrite(amplifyFunction('two'), allSecrets(many));
    await checkSecrets(root);
    expect(asked()).toEqual({ DescribeSecret: 50 });
  });

  it('causes no warning of Node.js about listeners', async () => {
    const warned = vi.spyOn(process, 'emitWarning');
    const { root } = backendWith(allSecrets(manySecrets(50)));
    await checkSecrets(root).catch(() => {});
    expect(warned.mock.calls.filter(([warning]) => String(warning).includes('listeners'))).toEqual([]);
  });

  it("looks up 50 secrets of Amplify's store in two calls, for the own and the shared parameters", async () => {
    const { message } = await failureOf(allSecrets(manySecrets(50)), SANDBOX);
    expect(message.split('\n')).toHaveLength(51);
    expect(asked()).toEqual({ DescribeParameters: 2 });
  });

  it('shows no value in its error', async () => {
    aws().secrets.put('myapp/prod/stripe', CANARY);
    const { message, resolution } = await failureOf([secrets.stripe, secrets.certificate]);
    expect(`${message}${resolution}`).not.toContain(CANARY);
  });
});

describe('the calls of checkSecrets', () => {
  it('are at most 25 at once, for a hundred secrets', async () => {
    const hang = aws().faults.add({ kind: 'hang' });
    const controller = new AbortController();
    const { root } = backendWith(allSecrets(manySecrets(100)));
    const checking = checkSecretsWithin(root, 5_000, controller.signal);
    await vi.waitUntil(() => hang.hits === 25);
    controller.abort();
    await checking;
    expect(hang.hits).toBe(25);
  });
});

describe('the synthesis after checkSecrets', () => {
  it('fails while the check is pending', async () => {
    const { app, root } = backendWith(secrets.stripe);
    const checking = checkSecrets(root).catch(() => {});
    expect(() => app.synth()).toThrow(
      expect.objectContaining({ name: 'SecretsUncheckedError', resolution: 'Write: await checkSecrets(backend);' }),
    );
    await checking;
  });

  it('fails when a grant follows the check', async () => {
    aws().secrets.put('myapp/prod/stripe', '{}');
    const { app, root, amplifyFunction } = backendWith(secrets.stripe);
    await checkSecrets(root);
    grantSecretRead(amplifyFunction('late'), secrets.stripe);
    app.synth();
    grantSecretRead(amplifyFunction('later'), secrets.certificate);
    expect(() => app.synth({ force: true })).toThrow('checkSecrets was called before the last grant');
  });

  it('is not reached when checkSecrets was not given a backend', async () => {
    // @ts-expect-error: what a misspelt variable is
    await expect(checkSecrets(undefined)).rejects.toMatchObject({ name: 'BackendInvalidError' });
  });
});
