import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { rollbackPlan, rollbackSecret, secretHistory } from './secret-history.js';
import { currentOf } from './set-secret.js';
import { secrets, targetWith } from './target.test.support.js';

const { aws, admin } = testAws();

describe('rollbackSecret', () => {
  it('moves AWSCURRENT to the previous version, and the other way round the next time', async () => {
    const first = aws().secrets.put('shop/staging/stripe', '{"apiKey":"a","webhookSecret":"w"}').versionId;
    const second = aws().secrets.put('shop/staging/stripe', '{"apiKey":"b","webhookSecret":"w"}').versionId;
    const target = targetWith(admin(), secrets.stripe, { env: 'staging' });
    const plan = await rollbackPlan(target);
    expect(plan.changes).toMatchObject({ changed: ['apiKey'], same: ['webhookSecret'] });
    expect(await rollbackSecret(target, plan)).toBe(first);
    expect((await currentOf(target)).stored?.version).toBe(first);
    expect(await rollbackSecret(target, await rollbackPlan(target))).toBe(second);
  });

  it('changes nothing when somebody else wrote after the versions were read', async () => {
    aws().secrets.put('shop/staging/slack-token', 'one');
    aws().secrets.put('shop/staging/slack-token', 'two');
    const target = targetWith(admin(), secrets.slackToken, { env: 'staging' });
    const plan = await rollbackPlan(target);
    const { versionId } = aws().secrets.put('shop/staging/slack-token', 'three');
    await expect(rollbackSecret(target, plan)).rejects.toMatchObject({ name: 'SecretChangedError' });
    expect((await currentOf(target)).stored?.version).toBe(versionId);
  });

  it('writes the value of the version before as a new one in Parameter Store', async () => {
    const target = targetWith(admin(), secrets.slackToken, { branch: 'pr-7', appId: 'd1a2b3' });
    aws().parameters.put(target.name, 'one');
    aws().parameters.put(target.name, 'two');
    expect(await rollbackSecret(target, await rollbackPlan(target))).toBe('3');
    expect((await currentOf(target)).stored?.value).toEqual({ text: 'one' });
    expect((await secretHistory(target)).map(({ version }) => version)).toEqual(['3', '2', '1']);
  });

  it('says that there is no earlier version', async () => {
    aws().secrets.put('shop/prod/slack-token', 'one');
    const target = targetWith(admin(), secrets.slackToken, { env: 'prod' });
    await expect(rollbackPlan(target)).rejects.toMatchObject({ name: 'NotPossibleError', exitCode: 4 });
  });
});
