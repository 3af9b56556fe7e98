import { describe, expect, it } from 'vitest';
import { exampleClient, secrets } from '../client/example.test.support.js';
import { awsError } from '../transport/memory-aws.test.support.js';

const SLACK = 'myapp/prod/slack-signing-secret';

/** What a read or a write rejects with. */
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => new Error('It did not reject.'),
    (error: Error) => error,
  );

describe('the error of a read', () => {
  it('has a line of each caller in its stack, of several that wait for one call', async () => {
    const { aws, client } = exampleClient();
    aws.fails(SLACK, awsError('ResourceNotFoundException'));
    async function firstHandler() {
      await client.getSecret(secrets.slackSigningSecret);
    }
    async function secondHandler() {
      await client.getSecrets([secrets.slackSigningSecret]);
    }
    const [first, second] = await Promise.all([errorOf(firstHandler()), errorOf(secondHandler())]);
    expect(first.stack).toContain('firstHandler');
    expect(second.stack).toContain('secondHandler');
    expect(aws.calls.length).toBe(1);
  });

  it('has a line of the caller where it is of a write', async () => {
    const { aws, client } = exampleClient();
    aws.deny.add(SLACK);
    async function writingHandler() {
      await client.putSecret(secrets.slackSigningSecret, 'new');
    }
    expect((await errorOf(writingHandler())).stack).toContain('writingHandler');
  });
});

describe('an error that is remembered', () => {
  it('says so, and for how long, and has a line of its caller', async () => {
    const { aws, client, passes } = exampleClient();
    aws.fails(SLACK, awsError('ResourceNotFoundException'));
    const asked = await errorOf(client.getSecret(secrets.slackSigningSecret));
    expect(asked.message).not.toContain('Remembered');
    passes(1.5);
    async function laterHandler() {
      await client.getSecret(secrets.slackSigningSecret);
    }
    const served = await errorOf(laterHandler());
    expect(served).toMatchObject({ name: 'SecretNotFoundError', cause: asked.cause });
    expect(served.message).toBe(`${asked.message} (Remembered for 4 s. { fresh: true } asks again.)`);
    expect(served.stack).toContain('laterHandler');
    expect(aws.calls.length).toBe(1);
  });

  it('is of a read that was followed by neither { fresh: true } nor invalidateSecret', async () => {
    const { aws, client } = exampleClient();
    aws.fails(SLACK, awsError('ResourceNotFoundException'));
    await errorOf(client.getSecret(secrets.slackSigningSecret));
    const fresh = await errorOf(client.getSecret(secrets.slackSigningSecret, { fresh: true }));
    expect(fresh.message).not.toContain('Remembered');
  });
});
