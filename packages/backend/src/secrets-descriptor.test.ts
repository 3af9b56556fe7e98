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

describe('secretsDescriptor', () => {
  it.each<[string, Deployment]>([
    ['main', MAIN],
    ['a preview', PREVIEW],
    ['a sandbox', SANDBOX],
  ])('returns in %s what a function would get', (_name, deployment) => {
    const { stack } = makeBackend(deployment);
    grantSecretRead(makeFunction(stack, 'granted'), [secrets.stripe, others.token]);
    const descriptor = secretsDescriptor(stack, [secrets, others]);
    expect(JSON.parse(descriptor)).toEqual(descriptorsIn(stack).granted);
  });

  it('describes only the sets that it was given', () => {
    expect(secretsDescriptor(makeBackend(MAIN).root, secrets)).toMatch(
      /^\{"v":1,"apps":\{"myapp":\{"environment":"prod","store":"secrets-manager","digest":"[^"]+"\}\}\}$/,
    );
  });

  it('needs the option deployment in a plain CDK stack', () => {
    const descriptor = secretsDescriptor(new Stack(), secrets, { deployment: STANDALONE });
    expect(JSON.parse(descriptor)).toMatchObject({ apps: { myapp: { environment: 'prod' } } });
    expect(() => secretsDescriptor(new Stack(), secrets)).toThrow(
      expect.objectContaining({ name: 'DeploymentUnknownError' }),
    );
  });

  it('refuses what defineSecrets did not return', () => {
    expect(() => secretsDescriptor(makeBackend(MAIN).root, {} as Secrets)).toThrow(
      expect.objectContaining({
        name: 'GrantTargetInvalidError',
        resolution: expect.stringContaining('secretsDescriptor('),
      }),
    );
  });

  it('refuses two sets of one app that differ', () => {
    const twin = defineSecrets({ app: 'myapp', environments: { live: '*' }, secrets: { token: textSecret() } });
    expect(() => secretsDescriptor(makeBackend(MAIN).root, [secrets, twin])).toThrow(
      expect.objectContaining({ name: 'SecretSetsDisagreeError' }),
    );
  });

  it.each<[string, () => unknown, string]>([
    [
      'an unknown option',
      // @ts-expect-error: a typing error
      () => secretsDescriptor(makeBackend(MAIN).root, secrets, { deploymnet: MAIN }),
      'GrantOptionInvalidError',
    ],
    [
      'a scope that is not a construct',
      // @ts-expect-error: a backend and no construct
      () => secretsDescriptor({}, secrets),
      'BackendInvalidError',
    ],
  ])('refuses %s', (_what, call, name) => {
    expect(call).toThrow(expect.objectContaining({ name, resolution: expect.stringMatching(/^(Write|Use one)/) }));
  });
});
