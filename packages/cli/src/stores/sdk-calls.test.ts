import { beforeEach, describe, expect, it } from 'vitest';
import { type Allowed, parameterArn, secretArn, testAws } from '../aws.test.support.js';
import { removeSecret, restoreSecret } from '../engine/remove-secret.js';
import { rollbackPlan, rollbackSecret } from '../engine/secret-history.js';
import { currentOf, setSecret } from '../engine/set-secret.js';
import { secrets, targetWith } from '../engine/target.test.support.js';

const { aws, role } = testAws();
const NAME = 'shop/staging/slack-token';
const text = (value: string) => ({ text: value });

/** AWS does the next `times` calls, and the connection is reset in the middle of each answer. */
function loseAnswers(operation: string, times: number): void {
  aws().faults.add({ kind: 'reset', when: 'midway', operation, times });
}

const may = (...actions: readonly string[]): Allowed => ({
  actions: actions.map((action) => `secretsmanager:${action}`),
  resources: secretArn('shop/staging/*'),
});

// Once: the SDK calls again, and AWS refuses what it has done already. Three times: the SDK gives up.
describe.each([1, 3])('Secrets Manager, when %i answers are lost', (times) => {
  const inStaging = (...actions: readonly string[]) =>
    targetWith(role(may(...actions)), secrets.slackToken, { env: 'staging' });
  const current = async () => (await currentOf(inStaging('GetSecretValue', 'DescribeSecret'))).stored;

  beforeEach(() => {
    aws().faults.clear();
    aws().secrets.remove(NAME);
  });

  it('takes a value as set that AWS has made the current one', async () => {
    aws().secrets.put(NAME, 'before');
    const target = inStaging('GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage');
    const before = await currentOf(target);
    loseAnswers('UpdateSecretVersionStage', times);
    const { outcome, version } = await setSecret(target, before, text('after'));
    expect(outcome).toBe('changed');
    expect(await current()).toEqual({ value: text('after'), version });
  });

  it('still says that somebody else has changed the secret', async () => {
    aws().secrets.put(NAME, 'first');
    const target = inStaging('GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage');
    const before = await currentOf(target);
    aws().secrets.put(NAME, 'theirs');
    aws().faults.add({ kind: 'reset', operation: 'UpdateSecretVersionStage', times: 1 });
    await expect(setSecret(target, before, text('mine'))).rejects.toMatchObject({ name: 'SecretChangedError' });
    expect((await current())?.value).toEqual(text('theirs'));
  });

  it('takes a version as rolled back that AWS has made the current one', async () => {
    aws().secrets.put(NAME, 'before');
    aws().secrets.put(NAME, 'after');
    const target = inStaging('GetSecretValue', 'ListSecretVersionIds', 'UpdateSecretVersionStage');
    const plan = await rollbackPlan(target);
    loseAnswers('UpdateSecretVersionStage', times);
    const version = await rollbackSecret(target, plan);
    expect(await current()).toEqual({ value: text('before'), version });
  });

  it('takes a secret as created that AWS has created', async () => {
    const target = inStaging('GetSecretValue', 'DescribeSecret', 'CreateSecret');
    const before = await currentOf(target);
    loseAnswers('CreateSecret', times);
    const { outcome, version } = await setSecret(target, before, text('first'));
    expect(outcome).toBe('created');
    expect(await current()).toEqual({ value: text('first'), version });
  });

  it('takes a secret as removed that AWS has removed, and as restored that it has restored', async () => {
    aws().secrets.put(NAME, 'kept');
    const target = inStaging('DescribeSecret', 'DeleteSecret', 'RestoreSecret');
    loseAnswers('DeleteSecret', times);
    const until = await removeSecret(target, 7);
    expect(Number(until) - Date.now()).toBeGreaterThan(6 * 86_400_000);
    await expect(current()).rejects.toMatchObject({ name: 'SecretDeletedError' });
    loseAnswers('RestoreSecret', times);
    expect(await restoreSecret(target)).toBe(true);
    expect((await current())?.value).toEqual(text('kept'));
  });
});

describe.each([1, 3])('Parameter Store, when %i answers are lost', (times) => {
  const branch = { branch: 'pr-7', appId: 'd1a2b3' };
  const path = targetWith({}, secrets.slackToken, branch).name;
  const variables = () =>
    role(
      {
        actions: ['GetParameters', 'PutParameter', 'DeleteParameter', 'GetParameterHistory'].map(
          (each) => `ssm:${each}`,
        ),
        resources: [parameterArn('/amplify/*')],
      },
      { actions: 'ssm:DescribeParameters', resources: '*' },
    );
  const target = () => targetWith(variables(), secrets.slackToken, branch);

  beforeEach(() => {
    aws().faults.clear();
    aws().parameters.remove(path);
  });

  it('takes a parameter as created that AWS has created', async () => {
    const before = await currentOf(target());
    loseAnswers('PutParameter', times);
    expect(await setSecret(target(), before, text('first'))).toMatchObject({ outcome: 'created', version: '1' });
  });

  it('finds no conflict in versions that it has written itself', async () => {
    aws().parameters.put(path, 'before');
    const before = await currentOf(target());
    loseAnswers('PutParameter', times);
    const { version } = await setSecret(target(), before, text('after'));
    expect((await currentOf(target())).stored).toMatchObject({ value: text('after'), version });
  });

  it('still says which version of somebody else it has replaced', async () => {
    aws().parameters.put(path, 'before');
    const before = await currentOf(target());
    aws().parameters.put(path, 'theirs');
    loseAnswers('PutParameter', times);
    await expect(setSecret(target(), before, text('after'))).rejects.toMatchObject({
      name: 'SecretChangedError',
      message: expect.stringContaining('version 2 has theirs'),
      resolution: 'Look at its versions: npx amplify-secrets history slackToken --branch pr-7 --app-id d1a2b3',
    });
  });

  it('takes a parameter as removed that AWS has removed', async () => {
    aws().parameters.put(path, 'x');
    loseAnswers('DeleteParameter', 1);
    await removeSecret(target(), 7);
    expect(
      aws()
        .parameters.list()
        .map(({ name }) => name),
    ).not.toContain(path);
  });
});
