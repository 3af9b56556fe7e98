import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { currentOf, setSecret } from './set-secret.js';
import { secrets, targetWith } from './target.test.support.js';

const { aws, admin } = testAws();
const text = (value: string) => ({ text: value });

describe('setSecret', () => {
  it('keeps what somebody else wrote after the read, and leaves no stage behind', async () => {
    aws().secrets.put('shop/staging/slack-token', 'first');
    const target = targetWith(admin(), secrets.slackToken, { env: 'staging' });
    const current = await currentOf(target);
    aws().secrets.put('shop/staging/slack-token', 'theirs');
    await expect(setSecret(target, current, text('mine'))).rejects.toMatchObject({
      name: 'SecretChangedError',
      exitCode: 1,
    });
    expect((await currentOf(target)).stored?.value).toEqual(text('theirs'));
    const [seeded] = aws().secrets.list();
    expect(Object.keys(seeded?.stages ?? {}).sort()).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  });

  it('does not create over what somebody else created meanwhile', async () => {
    const target = targetWith(admin(), secrets.slackToken, { env: 'prod' });
    const current = await currentOf(target);
    expect(current.state).toBe('missing');
    aws().secrets.put('shop/prod/slack-token', 'theirs');
    await expect(setSecret(target, current, text('mine'))).rejects.toMatchObject({ name: 'SecretChangedError' });
    expect((await currentOf(target)).stored?.value).toEqual(text('theirs'));
  });

  it.each([
    ['{"port":"5432"}', '{"port":5432}'],
    ['{"of":"{\\"a\\":1}"}', '{"of":{"a":1}}'],
    ['{"id":12345678901234567890,"a":"x"}', '{"id":12345678901234567891,"a":"x"}'],
    ['{"id":{"n":0.12345678901234567890}}', '{"id":{"n":0.12345678901234567891}}'],
  ])('writes %s over %s, which JavaScript could take for the same', async (value, before) => {
    aws().secrets.put('shop/prod/settings', before);
    const target = targetWith(admin(), secrets.settings, { env: 'prod' });
    expect(await setSecret(target, await currentOf(target), text(value))).toMatchObject({ outcome: 'changed' });
    expect((await currentOf(target)).stored?.value).toEqual(text(value));
  });

  it('does not write the same fields again', async () => {
    aws().secrets.put('shop/prod/settings', '{"n":1e3,"big":12345678901234567890,"s":"x"}');
    const target = targetWith(admin(), secrets.settings, { env: 'prod' });
    const value = text('{ "s": "x", "n": 1e3, "big": 12345678901234567890 }');
    expect((await setSecret(target, await currentOf(target), value)).outcome).toBe('unchanged');
  });

  it('is one write, however often the answer to it is lost', async () => {
    aws().secrets.put('shop/staging/slack-token', 'before');
    const target = targetWith(admin(), secrets.slackToken, { env: 'staging' });
    const current = await currentOf(target);
    aws().faults.add({ kind: 'reset', when: 'midway', operation: 'PutSecretValue', times: 1 });
    const { outcome, version } = await setSecret(target, current, text('after'));
    expect(outcome).toBe('changed');
    expect((await currentOf(target)).stored).toEqual({ value: text('after'), version });
  });

  it('gives its first value to a secret that has none', async () => {
    const { CreateSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
    await client.send(new CreateSecretCommand({ Name: 'shop/staging/settings' }));
    const target = targetWith(admin(), secrets.settings, { env: 'staging' });
    const current = await currentOf(target);
    expect(current.state).toBe('empty');
    await setSecret(target, current, text('{"a":1}'));
    expect((await currentOf(target)).stored?.value).toEqual(text('{"a":1}'));
  });

  it('says afterwards that Parameter Store lost a write in between, and which version has it', async () => {
    const target = targetWith(admin(), secrets.slackToken, { branch: 'pr-7', appId: 'd1a2b3' });
    aws().parameters.put(target.name, 'first');
    const current = await currentOf(target);
    aws().parameters.put(target.name, 'theirs');
    await expect(setSecret(target, current, text('mine'))).rejects.toMatchObject({
      name: 'SecretChangedError',
      message: expect.stringContaining('version 2 has theirs'),
    });
  });

  it('writes to the own folder what is read from the shared one', async () => {
    const target = targetWith(admin(), secrets.slackToken, { branch: 'pr-8', appId: 'd1a2b3' });
    aws().parameters.put('/amplify/shared/d1a2b3/slackToken', 'shared');
    const { outcome } = await setSecret(target, await currentOf(target), text('shared'));
    expect(outcome).toBe('changed');
    const versions = Object.fromEntries(
      aws()
        .parameters.list()
        .map(({ name, version }) => [name, version]),
    );
    expect(versions).toMatchObject({ '/amplify/shared/d1a2b3/slackToken': 1, [target.name]: 1 });
  });

  it.each([
    ['not JSON', 'canary{', 'it is not valid JSON'],
    ['an incomplete object', '{"apiKey":"canary"}', '"webhookSecret" is missing'],
    ['an empty field', '{"apiKey":"","webhookSecret":"canary"}', '"apiKey" is empty'],
    ['a redacted value', '{"apiKey":"[redacted by amplify-secrets]","webhookSecret":"canary"}', 'the redacted form'],
  ])('refuses %s, and does not quote it', async (_what, value, problem) => {
    const target = targetWith(admin(), secrets.stripe, { env: 'staging' });
    const error = await setSecret(target, { state: 'missing', stored: undefined }, text(value)).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({
      message: expect.stringContaining(problem),
      resolution: expect.stringContaining('npx amplify-secrets set stripe --env staging'),
    });
    expect(JSON.stringify([error, String(error)])).not.toContain('canary');
  });
});
