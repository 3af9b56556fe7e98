import { binarySecret, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { referencesOf, type SecretReference, secretSetOf } from '@amplify-secrets/runtime/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { findPlace } from '../deployment/find-place.js';
import { checkReach, copyPlan } from './copy-secrets.js';
import { readSecret } from './read-secret.js';
import { targetWith } from './target.test.support.js';
import { writeSecrets } from './write-secrets.js';

const { aws, admin } = testAws();
const declared = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: 'staging', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']), slackToken: textSecret(), keystore: binarySecret() },
});
const BRANCH = { branch: 'pr-7', appId: 'd1a2b3' };
const STAGING = { env: 'staging' };
const text = (value: string) => ({ text: value });

beforeEach(() => {
  for (const { name } of aws().secrets.list()) aws().secrets.remove(name);
  for (const { name } of aws().parameters.list()) aws().parameters.remove(name);
});

function ends(reference: SecretReference, from: object, to: object) {
  return [targetWith(admin(), reference, from), targetWith(admin(), reference, to)] as const;
}

async function planOf(reference: SecretReference, from: object, to: object, field?: string, isNamed = false) {
  const [source, target] = ends(reference, from, to);
  const [plan] = await copyPlan([{ reference, field, isNamed }], source, target);
  if (plan === undefined) throw new Error('There is a plan for each secret.');
  return { ...plan, fields: Object.fromEntries(plan.fields), target };
}

describe('copyPlan', () => {
  it('has each field, and keeps those that only the target has', async () => {
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"a","webhookSecret":"w","n":1.50}');
    aws().secrets.put('shop/prod/stripe', '{"old":"o","apiKey":"b","webhookSecret":"w"}');
    const { fields, write, target } = await planOf(declared.stripe, STAGING, { env: 'prod' });
    expect(fields).toEqual({ apiKey: 'differs', webhookSecret: 'same', n: 'new', old: 'kept' });
    await writeSecrets(write === undefined ? [] : [write]);
    expect((await readSecret(target)).value).toEqual(text('{"old":"o","apiKey":"a","webhookSecret":"w","n":1.5}'));
  });

  it('copies a whole value byte for byte, where nothing is kept', async () => {
    const value = '{ "webhookSecret": "w", "apiKey": "a", "n": 12345678901234567890 }';
    aws().secrets.put('shop/staging/stripe', value);
    const { write, target } = await planOf(declared.stripe, STAGING, { env: 'prod' });
    await writeSecrets(write === undefined ? [] : [write]);
    expect((await readSecret(target)).value).toEqual(text(value));
  });

  it('copies one field alone, with the others of the target as they are', async () => {
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"a","webhookSecret":"w"}');
    aws().secrets.put('shop/prod/stripe', '{"apiKey":"b","webhookSecret":"x"}');
    const { fields, write, target } = await planOf(declared.stripe, STAGING, { env: 'prod' }, 'apiKey');
    expect(fields).toEqual({ apiKey: 'differs' });
    await writeSecrets(write === undefined ? [] : [write]);
    expect((await readSecret(target)).value).toEqual(text('{"apiKey":"a","webhookSecret":"x"}'));
  });

  it('refuses numbers that would lose digits where fields are kept', async () => {
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"a","webhookSecret":"w","n":12345678901234567890}');
    aws().secrets.put('shop/prod/stripe', '{"apiKey":"b","webhookSecret":"x","old":1}');
    await expect(planOf(declared.stripe, STAGING, { env: 'prod' })).rejects.toMatchObject({
      name: 'InputInvalidError',
      message: expect.stringContaining('Secret "stripe" of staging has a number that would lose digits'),
    });
  });

  it.each([
    ['AWS Secrets Manager to Parameter Store', STAGING, BRANCH],
    ['Parameter Store to AWS Secrets Manager', BRANCH, STAGING],
  ])('copies bytes from %s, and finds them the same afterwards', async (_what, from, to) => {
    const bytes = Uint8Array.from([0, 255, 10]);
    const source = targetWith(admin(), declared.keystore, from);
    await source.store.create(source, { bytes }, {});
    const { write, fields } = await planOf(declared.keystore, from, to);
    expect(fields).toEqual({ '': 'new' });
    await writeSecrets(write === undefined ? [] : [write]);
    expect(await planOf(declared.keystore, from, to)).toMatchObject({ state: 'same', write: undefined });
    const stored = (await readSecret(targetWith(admin(), declared.keystore, STAGING))).value;
    expect('bytes' in stored && [...stored.bytes]).toEqual([0, 255, 10]);
  });

  it('says that the source has no value or is scheduled for deletion, unless the secret is named', async () => {
    expect(await planOf(declared.slackToken, STAGING, { env: 'prod' })).toMatchObject({ state: 'missing' });
    await expect(planOf(declared.slackToken, STAGING, { env: 'prod' }, undefined, true)).rejects.toMatchObject({
      name: 'SecretNotFoundError',
      exitCode: 3,
    });
    aws().secrets.put('shop/staging/slack-token', 'x');
    const source = targetWith(admin(), declared.slackToken, STAGING);
    await source.store.remove(source, 7);
    expect(await planOf(declared.slackToken, STAGING, { env: 'prod' })).toMatchObject({ state: 'deleted' });
    await expect(planOf(declared.slackToken, STAGING, { env: 'prod' }, undefined, true)).rejects.toMatchObject({
      name: 'SecretDeletedError',
    });
  });

  it('refuses a target that is scheduled for deletion', async () => {
    aws().secrets.put('shop/staging/slack-token', 'x');
    aws().secrets.put('shop/prod/slack-token', 'x');
    const target = targetWith(admin(), declared.slackToken, { env: 'prod' });
    await target.store.remove(target, 7);
    await expect(planOf(declared.slackToken, STAGING, { env: 'prod' })).rejects.toMatchObject({
      name: 'SecretDeletedError',
      message: expect.stringContaining('shop/prod/slack-token'),
    });
  });

  it.each([
    ['AWS Secrets Manager', BRANCH, STAGING],
    ['Parameter Store', STAGING, BRANCH],
  ])('is refused where the target in %s was changed after it', async (_what, from, to) => {
    const [source, target] = ends(declared.slackToken, from, to);
    await source.store.create(source, text('new'), {});
    await target.store.create(target, text('old'), {});
    const { write } = await planOf(declared.slackToken, from, to);
    await target.store.replace(target, text('theirs'), await target.store.read(target));
    await expect(writeSecrets(write === undefined ? [] : [write])).rejects.toMatchObject({
      name: 'SecretChangedError',
      message: expect.stringMatching(/Written: nothing\. Failed: slackToken\.$/),
    });
    expect((await readSecret(target)).value).toEqual(text('theirs'));
  });
});

describe('checkReach', () => {
  const set = secretSetOf(
    defineSecrets({
      app: 'shop',
      environments: { prod: 'main', staging: 'staging', preview: 'pr-*', dev: '*' },
      secrets: { own: textSecret(), shared: textSecret({ name: { prod: 'one', staging: 'one' } }) },
    }),
  );
  if (set === undefined) throw new Error('defineSecrets returns a set.');
  const place = (env: string, production?: readonly string[]) =>
    findPlace(set, { env }, { packageName: 'shop', userName: 'ana', appId: undefined, production });
  const reach = (key: 'own' | 'shared', from: string, to: string, production?: readonly string[]) => () =>
    checkReach(set, references(key), place(from, production), place(to, production), production);
  const references = (key: string) => referencesOf(set).filter((each) => each.key === key);

  it.each([
    ['own', 'prod', 'preview', 'Secret "own" of prod is production\'s'],
    ['own', 'prod', 'sandbox', 'Secret "own" of prod is production\'s'],
    ['shared', 'staging', 'preview', 'Secret "shared" of staging is production\'s, which "prod" shares'],
    ['shared', 'dev', 'staging', 'Secret "shared" of staging is the secret of "prod" too'],
  ] as const)('refuses %s from %s to %s', (key, from, to, message) => {
    expect(reach(key, from, to)).toThrow(
      expect.objectContaining({ name: 'NotPossibleError', exitCode: 4, message: expect.stringContaining(message) }),
    );
  });

  it('takes what the project lists for production, and nothing else', () => {
    expect(reach('own', 'prod', 'preview', ['staging'])).not.toThrow();
    expect(reach('own', 'staging', 'preview', ['staging'])).toThrow('production');
  });

  it.each([
    ['own', 'staging', 'preview'],
    ['own', 'prod', 'staging'],
    ['shared', 'staging', 'prod'],
    ['shared', 'prod', 'dev'],
  ] as const)('allows %s from %s to %s', (key, from, to) => {
    expect(reach(key, from, to)).not.toThrow();
  });
});
