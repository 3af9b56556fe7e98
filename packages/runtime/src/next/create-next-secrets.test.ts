import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prod, sandbox, secrets, stripe } from '../client/example.test.support.js';
import { encodeDescriptor } from '../contract/descriptor.js';
import { serve, serveAws } from '../transport/aws-server.test.support.js';
import { memoryAws } from '../transport/memory-aws.test.support.js';
import { createNextSecrets } from './create-next-secrets.js';

const outputsWith = (descriptor: object, region = 'eu-west-1') => ({
  version: '1.4',
  auth: { aws_region: 'us-west-2' },
  custom: { amplifySecrets: { ...descriptor, region }, other: 'kept' },
});
const outputs = outputsWith(JSON.parse(encodeDescriptor(prod)));

let served: Awaited<ReturnType<typeof serveAws>>;
beforeEach(async () => {
  served = await serveAws();
  served.aws.secret('myapp/prod/stripe', stripe);
  served.aws.secret('myapp/prod/slack-signing-secret', 'slack');
  served.aws.secret('plain/name', 'plain');
  for (const variable of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AMPLIFY_SECRETS', 'NEXT_PHASE'])
    vi.stubEnv(variable, undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  vi.stubEnv('AWS_ENDPOINT_URL', served.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await served.close();
});

describe('createNextSecrets', () => {
  it('reads the values of the deployment, without a descriptor or a region in the environment', async () => {
    const { getSecret, getSecrets } = createNextSecrets({ outputs });
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
    expect(await getSecrets({ slack: secrets.slackSigningSecret })).toEqual({ slack: 'slack' });
  });

  it('makes no call before the first read', () => {
    createNextSecrets({ outputs });
    expect(served.aws.asked()).toEqual([]);
  });

  it.each([
    ['of the outputs, though the server says another', { outputs }, 'eu-west-1'],
    ['that is given', { outputs, region: 'ap-south-1' }, 'ap-south-1'],
    ['of the server, where the outputs say none', { outputs: { custom: { amplifySecrets: prod } } }, 'us-east-2'],
  ])('calls the region %s', async (_what, config, region) => {
    const scopes: string[] = [];
    const elsewhere = await serve((request, response) => {
      scopes.push(String(request.headers.authorization));
      response.writeHead(403).end();
    });
    vi.stubEnv('AWS_REGION', 'us-east-2');
    vi.stubEnv('AWS_ENDPOINT_URL', elsewhere.url);
    await expect(createNextSecrets(config).getSecret('plain/name')).rejects.toThrow();
    expect(scopes[0]).toContain(`/${region}/secretsmanager/`);
    await elsewhere.close();
  });

  it('uses a custom transport, which has its own region', async () => {
    const aws = memoryAws();
    aws.parameter('/amplify/d123/main-branch-abc/stripe', JSON.stringify(stripe));
    const { getSecret } = createNextSecrets({ outputs: outputsWith({ v: 1, ...sandbox }), transport: aws.transport });
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
  });

  it.each([
    ['no outputs at all', undefined],
    ['no custom outputs', { version: '1.4' }],
    ['outputs of others', { custom: { other: 1 } }],
  ])('rejects a read with the line for backend.ts where there are %s', async (_what, given) => {
    // As a caller without types may write it.
    const { getSecret } = createNextSecrets({ outputs: given as object });
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({
      name: 'DescriptorMissingError',
      resolution: expect.stringContaining('grantSecretRead(defineComputeRole(backend), secrets.mySecret)'),
    });
  });

  it('rejects a read without credentials with the way to get them', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(createNextSecrets({ outputs }).getSecret(secrets.stripe)).rejects.toMatchObject({
      name: 'CredentialsMissingError',
      resolution: expect.stringContaining('eval "$(aws configure export-credentials --format env)"'),
    });
  });

  it('refuses outputs of another version', async () => {
    const { getSecret } = createNextSecrets({ outputs: outputsWith({ v: 2, apps: {} }) });
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'DescriptorInvalidError' });
  });

  it('accepts the options of createSecretsClient, and no others', () => {
    expect(() => createNextSecrets({ outputs, ttl: 60, timeout: 500 })).not.toThrow();
    const misspelt = { outputs, tll: 60 };
    expect(() => createNextSecrets(misspelt)).toThrow(expect.objectContaining({ name: 'ClientOptionInvalidError' }));
  });
});

describe('createNextSecrets, during next build', () => {
  beforeEach(() => vi.stubEnv('NEXT_PHASE', 'phase-production-build'));

  it('creates the client', () => {
    expect(() => createNextSecrets({ outputs })).not.toThrow();
  });

  it('reads and writes nothing', async () => {
    const { getSecret, getSecrets, putSecret, prefetchSecrets } = createNextSecrets({ outputs });
    prefetchSecrets(secrets.stripe);
    const reads = [
      getSecret(secrets.stripe),
      getSecret('plain/name'),
      getSecrets([secrets.stripe]),
      putSecret(secrets.slackSigningSecret, 'new'),
    ];
    for (const { status, reason } of (await Promise.allSettled(reads)) as PromiseRejectedResult[]) {
      expect([status, reason.name]).toEqual(['rejected', 'SecretReadAtBuildError']);
      expect(reason.resolution).toContain('await connection()');
    }
    expect(served.aws.asked()).toEqual([]);
  });

  it('reads again when the server starts', async () => {
    const { getSecret } = createNextSecrets({ outputs });
    await expect(getSecret('plain/name')).rejects.toMatchObject({ name: 'SecretReadAtBuildError' });
    vi.stubEnv('NEXT_PHASE', 'phase-production-server');
    expect(await getSecret('plain/name')).toBe('plain');
  });
});

describe('next-cache-components: a read during next build, in a project of today’s create-next-app', () => {
  it('names first what works there, and force-dynamic only for projects without cacheComponents', async () => {
    vi.stubEnv('NEXT_PHASE', 'phase-production-build');
    const failed = await createNextSecrets({ outputs })
      .getSecret('plain/name')
      .catch((error: unknown) => error);
    const { resolution } = failed as { readonly resolution: string };
    expect(resolution).toMatch(
      /await connection\(\) of 'next\/server'.*with cacheComponents, .*<Suspense>.*Without cacheComponents, .*force-dynamic/,
    );
  });
});
