import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { NestedStack, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, secrets } from './backend.test.support.js';
import { grantSecretRead } from './grant.js';
import { allSecrets } from './secrets-matching.js';

const environments = { prod: 'main', dev: '*' } as const;

function grantBoth(one: Parameters<typeof allSecrets>[0], other: Parameters<typeof allSecrets>[0]) {
  const backend = makeBackend(MAIN);
  grantSecretRead(backend.amplifyFunction('one'), allSecrets(one));
  grantSecretRead(backend.amplifyFunction('two'), allSecrets(other));
  return backend;
}

describe('sets of one backend', () => {
  it('may not call two secrets by one name, in this environment or in another', () => {
    const one = defineSecrets({
      app: 'one',
      environments,
      secrets: { token: textSecret({ name: { prod: 'shared-token' } }) },
    });
    const now = defineSecrets({
      app: 'two',
      environments,
      secrets: { key: textSecret({ name: { prod: 'shared-token' } }) },
    });
    const later = defineSecrets({
      app: 'two',
      environments,
      secrets: { key: textSecret({ name: { dev: 'shared-token' } }) },
    });
    const sandbox = defineSecrets({ app: 'two', environments, secrets: { token: textSecret() } });
    for (const other of [now, later, sandbox]) {
      expect(() => grantBoth(one, other)).toThrow(
        expect.objectContaining({ name: 'SecretNameTakenError', message: expect.stringContaining('of app "one"') }),
      );
    }
  });

  it('may not do so from two nested stacks', () => {
    const set = (app: string) =>
      defineSecrets({ app, environments, secrets: { token: textSecret({ name: 'shared-token' }) } });
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('one'), set('one').token);
    const two = makeFunction(new NestedStack(backend.root, 'data'), 'two');
    expect(() => grantSecretRead(two, set('two').token)).toThrow(
      expect.objectContaining({ name: 'SecretNameTakenError' }),
    );
  });

  it('may not disagree on the environments of one app', () => {
    const make = (dev: string, key: string) =>
      defineSecrets({ app: 'one', environments: { prod: 'main', dev }, secrets: { [key]: textSecret() } });
    expect(() => grantBoth(make('*', 'a'), make('dev', 'b'))).toThrow(
      expect.objectContaining({
        name: 'SecretSetsDisagreeError',
        resolution: expect.stringContaining('environments once'),
      }),
    );
    expect(() => grantBoth(make('*', 'a'), make('*', 'b'))).not.toThrow();
  });

  it('may not disagree on what a secret is', () => {
    const one = defineSecrets({ app: 'one', environments, secrets: { token: textSecret() } });
    const other = defineSecrets({ app: 'one', environments, secrets: { token: jsonSecret(['a']) } });
    expect(() => grantBoth(one, other)).toThrow(expect.objectContaining({ name: 'SecretSetsDisagreeError' }));
  });

  it('may be one set twice, from two copies of its module', () => {
    const make = () =>
      defineSecrets({ app: 'one', environments, secrets: { token: textSecret(), pair: jsonSecret(['a']) } });
    expect(grantBoth(make(), make()).grants()).not.toEqual([]);
  });

  it('of two apps, and of two backends in one app, know nothing of each other', () => {
    const set = (app: string) =>
      defineSecrets({ app, environments, secrets: { token: textSecret({ name: { prod: 'shared-token' } }) } });
    const first = makeBackend(MAIN);
    grantSecretRead(first.amplifyFunction('one'), set('one').token);
    const second = makeBackend(MAIN);
    grantSecretRead(second.amplifyFunction('two'), set('two').token);
    const sibling = new Stack(first.app, 'sibling');
    grantSecretRead(makeFunction(sibling, 'three'), [set('three').token, secrets.upworkTokens]);
    for (const { app } of [first, second]) expect(() => app.synth()).not.toThrow();
  });
});
