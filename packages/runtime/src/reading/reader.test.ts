import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { exampleClient, github, preview, prod, sandbox, secrets, stripe } from '../client/example.test.support.js';
import { defineSecrets } from '../define/define-secrets.js';
import { textSecret } from '../define/secret.js';
import { faultOfWireError } from '../transport/fault.js';
import { awsError } from '../transport/memory-aws.test.support.js';
import type { Transport } from '../transport/transport.js';

describe('a read from Secrets Manager', () => {
  it('returns the value of the environment, of any kind', async () => {
    const { client } = exampleClient();
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('slack');
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(1, 2, 3));
    expect(await client.getSecret(secrets.tokens)).toEqual({ accessToken: 'a', expiresAt: 1 });
    expect(await client.getSecret(github)).toBe('acme');
  });

  it('returns a string for a plain name or a full ARN', async () => {
    const { client } = exampleClient();
    expect(await client.getSecret('plain/name')).toBe('{"not":"parsed"}');
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:plain/name-AbCdEf';
    expect(await client.getSecret(arn)).toBe('{"not":"parsed"}');
  });

  it('accepts the name of a secret that an AWS service manages', async () => {
    const { aws, client } = exampleClient();
    aws.secret('rds!cluster-1f0a7e52', 'made by RDS');
    expect(await client.getSecret('rds!cluster-1f0a7e52')).toBe('made by RDS');
  });
});

describe('a read from Parameter Store', () => {
  it.each([preview, sandbox])('prefers the deployment’s own folder to the shared one: %j', async (descriptor) => {
    const { aws, client } = exampleClient({ descriptor });
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'shared');
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('shared');
    aws.parameter('/amplify/d123/main-branch-abc/slackSigningSecret', 'own');
    expect(await client.getSecret(secrets.slackSigningSecret, { fresh: true })).toBe('own');
    expect(aws.asked()).toEqual(['GetParameters', 'GetParameters']);
  });

  it('uses the key, also where Secrets Manager has another name', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/tokens', '{"accessToken":"b","expiresAt":2}');
    expect(await client.getSecret(secrets.tokens)).toEqual({ accessToken: 'b', expiresAt: 2 });
  });

  it('decodes bytes from base64 with line breaks', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/keystore', 'AQ\nID\n');
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('goes to Secrets Manager for a plain name', async () => {
    const { client } = exampleClient({ descriptor: preview });
    expect(await client.getSecret('plain/name')).toBe('{"not":"parsed"}');
  });

  it('does not fall back to the shared folder when its own is denied', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'shared');
    aws.deny.add('/amplify/d123/main-branch-abc/slackSigningSecret');
    await expect(client.getSecret(secrets.slackSigningSecret)).rejects.toMatchObject({
      name: 'SecretAccessDeniedError',
    });
  });
});

describe('getSecrets', () => {
  it('returns values by key, with one call', async () => {
    const { aws, client } = exampleClient();
    const {
      stripe: one,
      slack,
      raw,
    } = await client.getSecrets({
      stripe: secrets.stripe,
      slack: secrets.slackSigningSecret,
      raw: 'plain/name',
    });
    expect([one, slack, raw]).toEqual([stripe, 'slack', '{"not":"parsed"}']);
    expect(aws.asked()).toEqual(['BatchGetSecretValue']);
  });

  it('returns values in order, the same one twice', async () => {
    const { aws, client } = exampleClient();
    const [one, two, again] = await client.getSecrets([secrets.stripe, secrets.keystore, secrets.stripe]);
    expect([one, two, again]).toEqual([stripe, Uint8Array.of(1, 2, 3), stripe]);
    expect(aws.calls).toMatchObject([{ input: { SecretIdList: ['myapp/prod/stripe', 'myapp/prod/keystore'] } }]);
  });

  it('reads a single secret when the others are cached', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.stripe);
    await client.getSecrets([secrets.stripe, secrets.slackSigningSecret]);
    expect(aws.asked()).toEqual(['GetSecretValue', 'GetSecretValue']);
  });

  it('reads one by one where the role may not batch, and does not try again', async () => {
    const { aws, client } = exampleClient();
    aws.deny.add('BatchGetSecretValue');
    const read = () => client.getSecrets([secrets.stripe, secrets.slackSigningSecret], { fresh: true });
    expect(await read()).toEqual([stripe, 'slack']);
    await read();
    expect(aws.asked().filter((operation) => operation === 'BatchGetSecretValue')).toHaveLength(1);
  });

  it('reads at most twenty secrets per call', async () => {
    const { aws, client } = exampleClient();
    const names = Array.from({ length: 45 }, (_, index) => `many/${index}`);
    for (const name of names) aws.secret(name, `value of ${name}`);
    expect(await client.getSecrets(names)).toEqual(names.map((name) => `value of ${name}`));
    expect(aws.calls.map(({ input }) => 'SecretIdList' in input && input.SecretIdList.length)).toEqual([20, 20, 5]);
  });

  it('reads at most ten parameters per call', async () => {
    const many = defineSecrets({
      app: 'myapp',
      environments: { preview: { branches: 'pr-*', store: 'amplify' } },
      secrets: Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`key${index}`, textSecret()])),
    });
    const { aws, client } = exampleClient({ descriptor: preview });
    for (const key of Object.keys(many)) aws.parameter(`/amplify/shared/d123/${key}`, key);
    expect(await client.getSecrets(many)).toEqual(Object.fromEntries(Object.keys(many).map((key) => [key, key])));
    expect(aws.calls.map(({ input }) => 'Names' in input && input.Names.length)).toEqual([10, 4]);
  });

  it('names the secret that failed', async () => {
    const { aws, client } = exampleClient();
    aws.deny.add('myapp/prod/keystore');
    await expect(client.getSecrets([secrets.stripe, secrets.keystore])).rejects.toMatchObject({
      name: 'SecretAccessDeniedError',
      message: expect.stringContaining('myapp/prod/keystore'),
    });
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    expect(aws.asked()).toEqual(['BatchGetSecretValue']);
  });

  it('fails only for the parameter that is denied', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'slack');
    aws.deny.add('/amplify/shared/d123/keystore');
    const slack = client.getSecrets([secrets.slackSigningSecret, secrets.keystore]);
    await expect(slack).rejects.toMatchObject({
      name: 'SecretAccessDeniedError',
      message: expect.stringContaining('keystore'),
    });
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('slack');
  });

  it('calls each of two stores once', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'slack');
    aws.parameter('/amplify/shared/d123/anything', '1');
    aws.secret('other', 'x');
    const values = await client.getSecrets([secrets.slackSigningSecret, 'plain/name', secrets.anything, 'other']);
    expect(values).toEqual(['slack', '{"not":"parsed"}', 1, 'x']);
    expect(aws.asked().toSorted()).toEqual(['BatchGetSecretValue', 'GetParameters']);
  });

  it('accepts keys that every object has', async () => {
    const { client } = exampleClient();
    const targets = JSON.parse('{"__proto__":"plain/name","constructor":"plain/name"}') as Record<string, string>;
    const values = await client.getSecrets(targets);
    expect(Object.entries(values)).toEqual([
      ['__proto__', '{"not":"parsed"}'],
      ['constructor', '{"not":"parsed"}'],
    ]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });

  it('returns nothing for nothing', async () => {
    const { aws, client } = exampleClient();
    expect(await client.getSecrets({})).toEqual({});
    expect(await client.getSecrets([])).toEqual([]);
    expect(aws.calls).toEqual([]);
  });
});

describe('a target that is not valid', () => {
  it.each([
    undefined,
    null,
    7,
    {},
    [],
    'arn:aws:s3:::bucket',
    'arn:aws:secretsmanager:eu-west-1:1:secret:x',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a b',
    'arn:$(rm x):secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf',
    { key: 'stripe' },
  ])('is refused before any call: %j', async (target) => {
    const { aws, client } = exampleClient();
    await expect(client.getSecret(target as never)).rejects.toMatchObject({ name: 'SecretTargetInvalidError' });
    expect(aws.calls).toEqual([]);
  });

  it.each(['', 'with space', 'a'.repeat(513), 'semi;colon'])('is refused as a name: %j', async (target) => {
    const { client } = exampleClient();
    await expect(client.getSecret(target)).rejects.toMatchObject({ name: 'SecretTargetInvalidError' });
  });

  it.each([undefined, null, 'plain/name', 7])('is refused in place of several: %j', async (targets) => {
    const { aws, client } = exampleClient();
    await expect(client.getSecrets(targets as never)).rejects.toMatchObject({ name: 'SecretTargetInvalidError' });
    expect(aws.calls).toEqual([]);
  });

  it('is refused when the descriptor does not have its app, with the branches of the grant as a possible cause', async () => {
    const other = defineSecrets({ app: 'constructor', environments: { prod: 'main' }, secrets: { a: textSecret() } });
    const { client } = exampleClient({ descriptor: prod });
    await expect(client.getSecret(other.a)).rejects.toMatchObject({
      name: 'SecretNotGrantedError',
      resolution:
        "In amplify/backend.ts add: grantSecretRead(backend.myFunction, secrets.a); If it is there, and its branches include this one: This function's declaration differs from the deployed one: use constants, not variables of the build.",
    });
  });
});

describe('a batch that fails once', () => {
  it('is tried again the next time', async () => {
    const { aws } = exampleClient();
    const expired = faultOfWireError('BatchGetSecretValue', awsError('ExpiredTokenException'));
    let isExpired = true;
    const transport: Transport = {
      region: aws.transport.region,
      call: (...call) => (isExpired ? Promise.reject(expired) : aws.transport.call(...call)),
    };
    const other = createSecretsClient({ descriptor: prod, transport });
    await expect(other.getSecrets([secrets.stripe, secrets.keystore])).rejects.toMatchObject({
      name: 'CredentialsExpiredError',
    });
    isExpired = false;
    await other.getSecrets([secrets.stripe, secrets.keystore]);
    expect(aws.asked()).toEqual(['BatchGetSecretValue']);
  });
});
