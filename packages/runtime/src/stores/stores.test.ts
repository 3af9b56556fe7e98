import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { exampleClient, preview, prod, secrets } from '../client/example.test.support.js';
import { serve } from '../transport/aws-server.test.support.js';
import type { Operation, Transport } from '../transport/transport.js';

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-a1B2c3`;
const OTHER = { Name: 'other', ARN: arn('other'), SecretString: 'a value of another secret' };
const folder = '/amplify/d123/main-branch-abc';
const NOT_OF_AWS = { name: 'StoreUnreachableError', cause: { code: 'InvalidResponse' } };

/** A client whose store gives these answers, whatever is asked; null where it gives none. */
function answered(answers: Partial<Record<Operation, object>>, descriptor = prod) {
  const transport: Transport = {
    region: () => 'eu-west-1',
    call: async (operation) => (answers[operation] ?? {}) as never,
  };
  return createSecretsClient({ transport, descriptor });
}

describe('Sec-R4: an answer for another secret or version than was asked for', () => {
  it.each<[string, object, string, object?]>([
    ['by name', OTHER, 'mine'],
    ['by ARN', OTHER, arn('mine')],
    ['by name, of a longer name', { ...OTHER, Name: 'mine/2', ARN: arn('mine/2') }, 'mine'],
    ['by a version', { Name: 'mine', VersionId: 'new', SecretString: 'a' }, 'mine', { version: 'old' }],
  ])('is an error where one secret is read %s', async (_, answer, target, options) => {
    await expect(answered({ GetSecretValue: answer }).getSecret(target, options)).rejects.toMatchObject(NOT_OF_AWS);
  });

  it('is an error for one of several secrets, and no other', async () => {
    const mine = { Name: 'mine', ARN: arn('mine'), SecretString: 'my own' };
    const client = answered({ BatchGetSecretValue: { SecretValues: [OTHER, mine] }, GetSecretValue: OTHER });
    const reads = await Promise.allSettled([client.getSecret('mine'), client.getSecret('yours')]);
    expect(reads).toMatchObject([{ value: 'my own' }, { reason: NOT_OF_AWS }]);
  });

  it('is an error for a parameter of another name or version', async () => {
    const other = answered({ GetParameters: { Parameters: [{ Name: '/other', Value: 'a' }] } }, preview);
    await expect(other.getSecret(secrets.slackSigningSecret)).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    const newer = { Name: `${folder}/slackSigningSecret`, Value: 'a', Version: 4 };
    const client = answered({ GetParameters: { Parameters: [newer] } }, preview);
    await expect(client.getSecret(secrets.slackSigningSecret, { version: '3' })).rejects.toMatchObject(NOT_OF_AWS);
    expect(await client.getSecret(secrets.slackSigningSecret, { version: '4' })).toBe('a');
  });

  it('does not replace a value that is cached', async () => {
    let answer: object = { Name: 'mine', SecretString: 'my own' };
    const transport: Transport = { region: () => 'eu-west-1', call: async () => answer as never };
    const client = createSecretsClient({ transport });
    expect(await client.getSecret('mine')).toBe('my own');
    answer = OTHER;
    await expect(client.getSecret('mine', { fresh: true })).rejects.toMatchObject(NOT_OF_AWS);
    expect(await client.getSecret('mine')).toBe('my own');
  });

  it('is not seen where the version is asked for by its stage, or the secret by name or ARN', async () => {
    const { aws, client } = exampleClient();
    aws.secret('mine', 'my own');
    expect(await client.getSecret('mine', { stage: 'AWSPREVIOUS' })).toBe('my own');
    expect(await client.getSecret('arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine-AbCdEf')).toBe('my own');
  });
});

describe('Sec-R2: a member of an answer that has another type than AWS gives it', () => {
  it.each([
    [{ SecretBinary: { length: 2e7 } }],
    [{ SecretBinary: 2e9 }],
    [{ SecretBinary: [1, 2] }],
    [{ SecretString: { toString: 'a' } }],
    [{ SecretString: 5 }],
    [{ SecretString: 'a', VersionId: {} }],
  ])('makes it an answer that is not of AWS: %j', async (answer) => {
    await expect(answered({ GetSecretValue: answer }).getSecret('any')).rejects.toMatchObject(NOT_OF_AWS);
    const batch = {
      SecretValues: [
        { Name: 'any', ...answer },
        { Name: 'good', SecretString: 'good' },
      ],
    };
    const client = answered({ BatchGetSecretValue: batch, GetSecretValue: answer });
    const reads = await Promise.allSettled([client.getSecret('any'), client.getSecret('good')]);
    expect(reads).toMatchObject([{ reason: NOT_OF_AWS }, { value: 'good' }]);
  });

  it.each([[{ Value: 5 }], [{ Value: 'a', Version: {} }], [{ Value: ['a'] }]])(
    'makes it an answer that is not of AWS, of a parameter too: %j',
    async (answer) => {
      const Parameters = [{ Name: `${folder}/slackSigningSecret`, ...answer }];
      const client = answered({ GetParameters: { Parameters } }, preview);
      await expect(client.getSecret(secrets.slackSigningSecret)).rejects.toMatchObject(NOT_OF_AWS);
    },
  );

  it('costs no time over HTTP, wherever it stands', async () => {
    const bodies = ['{"SecretBinary":{"length":2e8}}', '{"SecretString":"x","n":[{"SecretBinary":{"length":2e8}}]}'];
    const { url, close } = await serve((request, response) => {
      request.resume();
      response.end(bodies.shift() ?? '{"SecretString":"x","SecretBinary":{"length":2e8}}');
    });
    const { httpsTransport } = await import('../transport/https-transport.js');
    const transport = httpsTransport({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      env: { AWS_ENDPOINT_URL: url },
      now: Date.now,
      random: () => 0,
    });
    const began = performance.now();
    await Promise.all(
      [1, 2, 3].map((n) =>
        createSecretsClient({ transport })
          .getSecret(`any${n}`)
          .catch(() => {}),
      ),
    );
    expect(performance.now() - began).toBeLessThan(2_000);
    await close();
  });
});
