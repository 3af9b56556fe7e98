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

describe('a client made of amplify_outputs.json', () => {
  it('reads what the deployment’s environment holds, with neither descriptor nor region in the environment', async () => {
    const { getSecret, getSecrets } = createNextSecrets({ outputs });
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
    expect(await getSecrets({ slack: secrets.slackSigningSecret })).toEqual({ slack: 'slack' });
  });

  it('asks nobody until something is read', () => {
    createNextSecrets({ outputs });
    expect(served.aws.asked()).toEqual([]);
  });

  it.each([
    ['of the outputs, though the server says another', { outputs }, 'eu-west-1'],
    ['that is given', { outputs, region: 'ap-south-1' }, 'ap-south-1'],
    ['of the server, where the outputs say none', { outputs: { custom: { amplifySecrets: prod } } }, 'us-east-2'],
  ])('speaks to the region %s', async (_what, config, region) => {
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

  it('speaks over a transport that is given, which has a region of its own', async () => {
    const aws = memoryAws();
    aws.parameter('/amplify/d123/main-branch-abc/stripe', JSON.stringify(stripe));
    const { getSecret } = createNextSecrets({ outputs: outputsWith({ v: 1, ...sandbox }), transport: aws.transport });
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
  });

  it.each([
    ['no outputs at all', undefined],
    ['no custom outputs', { version: '1.4' }],
    ['outputs of others', { custom: { other: 1 } }],
  ])('says what to write in backend.ts where there are %s, when something is read', async (_what, given) => {
    // As a caller without types may write it.
    const { getSecret } = createNextSecrets({ outputs: given as object });
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({
      name: 'DescriptorMissingError',
      resolution: expect.stringContaining('grantSecretRead(defineComputeRole(backend), secrets.mySecret)'),
    });
  });

  it('says how a developer’s own credentials reach it', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(createNextSecrets({ outputs }).getSecret(secrets.stripe)).rejects.toMatchObject({
      name: 'CredentialsMissingError',
      resolution: expect.stringContaining('eval "$(aws configure export-credentials --format env)"'),
    });
  });

  it('does not take what another version wrote', async () => {
    const { getSecret } = createNextSecrets({ outputs: outputsWith({ v: 2, apps: {} }) });
    await expect(getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'DescriptorInvalidError' });
  });

  it('takes the options of any client, and no others', () => {
    expect(() => createNextSecrets({ outputs, ttl: 60, timeout: 500 })).not.toThrow();
    const misspelt = { outputs, tll: 60 };
    expect(() => createNextSecrets(misspelt)).toThrow(expect.objectContaining({ name: 'ClientOptionInvalidError' }));
  });
});

describe('during next build', () => {
  beforeEach(() => vi.stubEnv('NEXT_PHASE', 'phase-production-build'));

  it('a module that makes the client can be loaded', () => {
    expect(() => createNextSecrets({ outputs })).not.toThrow();
  });

  it('nothing is read or written', async () => {
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

  it('is over when the server starts', async () => {
    const { getSecret } = createNextSecrets({ outputs });
    await expect(getSecret('plain/name')).rejects.toMatchObject({ name: 'SecretReadAtBuildError' });
    vi.stubEnv('NEXT_PHASE', 'phase-production-server');
    expect(await getSecret('plain/name')).toBe('plain');
  });
});
