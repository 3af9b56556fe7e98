import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeDescriptor } from '../contract/descriptor.js';
import { send, serve, serveAws } from '../transport/aws-server.test.support.js';
import {
  configureSecrets,
  getSecret,
  getSecrets,
  invalidateSecret,
  prefetchSecrets,
  putSecret,
} from './default-client.js';
import { prod, secrets, stripe } from './example.test.support.js';

let served: Awaited<ReturnType<typeof serveAws>>;
beforeEach(async () => {
  served = await serveAws();
  served.aws.secret('myapp/prod/stripe', stripe);
  served.aws.secret('myapp/prod/slack-signing-secret', 'slack');
  for (const variable of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID', 'AMPLIFY_SECRETS'])
    vi.stubEnv(variable, undefined);
  configureSecrets({});
});
afterEach(async () => {
  vi.unstubAllEnvs();
  configureSecrets({});
  await served.close();
});

function deployed(): void {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  vi.stubEnv('AWS_ENDPOINT_URL', served.url);
  vi.stubEnv('AMPLIFY_SECRETS', encodeDescriptor(prod));
}

describe('the default client', () => {
  it('uses the environment as it is at the first read', async () => {
    deployed();
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
    prefetchSecrets(secrets.slackSigningSecret);
    expect(await getSecrets({ slack: secrets.slackSigningSecret })).toEqual({ slack: 'slack' });
    await putSecret(secrets.slackSigningSecret, 'new');
    expect(await getSecret(secrets.slackSigningSecret)).toBe('new');
    invalidateSecret(secrets.stripe);
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
    expect(served.aws.asked().filter((operation) => operation === 'GetSecretValue')).toHaveLength(4);
  });

  it.each([
    ['AMPLIFY_SECRETS', undefined, 'DescriptorMissingError'],
    ['AMPLIFY_SECRETS', '{"v":2,"apps":{}}', 'DescriptorInvalidError'],
    ['AMPLIFY_SECRETS', '{"v":1,"apps":{}}', 'SecretNotGrantedError'],
    ['AWS_REGION', undefined, 'RegionMissingError'],
    ['AWS_ACCESS_KEY_ID', undefined, 'CredentialsMissingError'],
    ['AWS_ENDPOINT_URL', 'http://10.0.0.1', 'ClientOptionInvalidError'],
  ])('rejects the read where %s is %s: %s', async (variable, value, name) => {
    deployed();
    vi.stubEnv(variable, value);
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({ name });
    await expect(getSecrets([secrets.stripe, secrets.slackSigningSecret])).rejects.toMatchObject({ name });
  });

  it('looks again for a descriptor that was missing', async () => {
    deployed();
    vi.stubEnv('AMPLIFY_SECRETS', undefined);
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'DescriptorMissingError' });
    vi.stubEnv('AMPLIFY_SECRETS', encodeDescriptor(prod));
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
  });
});

describe('a store that hangs', () => {
  it('is given up after the timeout, and its connection is closed', async () => {
    const closed: Promise<unknown>[] = [];
    const hanging = await serve((request) => void closed.push(once(request.socket, 'close')));
    deployed();
    vi.stubEnv('AWS_ENDPOINT_URL', hanging.url);
    configureSecrets({ timeout: 100 });
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({
      name: 'StoreTimeoutError',
      message: 'Secret "myapp/prod/stripe": AWS Secrets Manager did not answer within 100 ms.',
    });
    await Promise.all(closed);
    await hanging.close();
  });
});

describe('configureSecrets', () => {
  it('replaces configuration and cache', async () => {
    deployed();
    await getSecret(secrets.stripe);
    served.aws.secret('myapp/dev/stripe', { ...stripe, apiKey: 'dev' });
    configureSecrets({ descriptor: { apps: { myapp: { environment: 'dev', store: 'secrets-manager' } } } });
    expect((await getSecret(secrets.stripe)).apiKey).toBe('dev');
    configureSecrets({});
    await getSecret(secrets.stripe);
    expect(served.aws.calls).toHaveLength(3);
  });

  it('refuses what is not valid, and changes nothing then', async () => {
    deployed();
    await getSecret(secrets.stripe);
    expect(() => configureSecrets({ tll: 5 } as never)).toThrow(
      expect.objectContaining({ name: 'ClientOptionInvalidError' }),
    );
    await getSecret(secrets.stripe);
    expect(served.aws.calls).toHaveLength(1);
  });
});

describe('Sec-R8: an identity that changes in the environment', () => {
  it('is served what the one before it has read, until configureSecrets empties the cache', async () => {
    deployed();
    const readers: unknown[] = [];
    const asWhom = await serve((request, response) => {
      const [, identity] = /Credential=([^/]+)/.exec(`${request.headers.authorization}`) ?? [];
      readers.push(identity);
      request.resume();
      send(response, 200, { Name: 'any', SecretString: `read by ${identity}` });
    });
    vi.stubEnv('AWS_ENDPOINT_URL', asWhom.url);
    expect(await getSecret('any')).toBe('read by AKIAEXAMPLE');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAOTHER');
    expect(await getSecret('any')).toBe('read by AKIAEXAMPLE');
    configureSecrets({});
    expect(await getSecret('any')).toBe('read by AKIAOTHER');
    await asWhom.close();
  });
});

describe('next-wrong-entry: the main entry, where no grant sets AMPLIFY_SECRETS', () => {
  it('names what a server, a script and a test use, beside the grant', async () => {
    const failed = await getSecret(secrets.stripe).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      name: 'DescriptorMissingError',
      resolution: expect.stringMatching(
        /grantSecretRead\(.*createNextSecrets\(\{ outputs \}\).*createSecretsClient\(\{ descriptor \}\).*useSecrets\./,
      ),
    });
  });
});
