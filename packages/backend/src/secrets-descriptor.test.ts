import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Deployment, Secrets } from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import {
  descriptorsIn,
  MAIN,
  makeBackend,
  makeFunction,
  PREVIEW,
  SANDBOX,
  STANDALONE,
  secrets,
} from './backend.test.support.js';
import { grantSecretRead } from './grant.js';
import { secretsDescriptor } from './secrets-descriptor.js';

const others = defineSecrets({
  app: 'others',
  environments: { live: 'main', test: ['pr-*', '*'] },
  secrets: { token: textSecret() },
});

describe('secretsDescriptor tells what a grant would tell a function', () => {
  it.each<[string, Deployment]>([
    ['main', MAIN],
    ['a preview', PREVIEW],
    ['a sandbox', SANDBOX],
  ])('in %s', (_name, deployment) => {
    const { stack } = makeBackend(deployment);
    grantSecretRead(makeFunction(stack, 'told'), [secrets.stripe, others.token]);
    const text = secretsDescriptor(stack, [secrets, others]);
    expect(JSON.parse(text)).toEqual(descriptorsIn(stack).told);
  });

  it('of one set alone', () => {
    expect(secretsDescriptor(makeBackend(MAIN).root, secrets)).toBe(
      '{"v":1,"apps":{"myapp":{"environment":"prod","store":"secrets-manager"}}}',
    );
  });

  it('in a plain CDK stack, told the deployment', () => {
    const text = secretsDescriptor(new Stack(), secrets, { deployment: STANDALONE });
    expect(JSON.parse(text)).toMatchObject({ apps: { myapp: { environment: 'prod' } } });
    expect(() => secretsDescriptor(new Stack(), secrets)).toThrow(
      expect.objectContaining({ name: 'DeploymentUnknownError' }),
    );
  });
});

describe('secretsDescriptor refuses', () => {
  it('what is no set', () => {
    expect(() => secretsDescriptor(makeBackend(MAIN).root, {} as Secrets)).toThrow(
      expect.objectContaining({
        name: 'GrantTargetInvalidError',
        resolution: expect.stringContaining('secretsDescriptor('),
      }),
    );
  });

  it('two sets that would tell one app two things', () => {
    const twin = defineSecrets({ app: 'myapp', environments: { live: '*' }, secrets: { token: textSecret() } });
    expect(() => secretsDescriptor(makeBackend(MAIN).root, [secrets, twin])).toThrow(
      expect.objectContaining({ name: 'SecretSetsDisagreeError' }),
    );
  });
});

describe('what is no descriptor is refused where it is written', () => {
  it.each<[string, () => unknown, string]>([
    [
      'an option that is not known',
      // @ts-expect-error: a typing error
      () => secretsDescriptor(makeBackend(MAIN).root, secrets, { deploymnet: MAIN }),
      'GrantOptionInvalidError',
    ],
    [
      'a scope that is none',
      // @ts-expect-error: a backend and no construct
      () => secretsDescriptor({}, secrets),
      'BackendInvalidError',
    ],
  ])('%s', (_what, call, name) => {
    expect(call).toThrow(expect.objectContaining({ name, resolution: expect.stringMatching(/^(Write|Use one)/) }));
  });
});
