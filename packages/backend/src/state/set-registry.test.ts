import { defineSecrets, jsonSecret, secretNamed, textSecret } from '@amplify-secrets/runtime';
import type { Deployment } from '@amplify-secrets/runtime/contract';
import { NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, SANDBOX, secrets } from '../backend.test.support.js';
import { grantSecretRead, grantSecretWrite } from '../grant.js';
import { allSecrets, secretsMatching } from '../targets/secrets-matching.js';

const environments = { prod: 'main', dev: '*' } as const;

function grantBoth(one: Parameters<typeof allSecrets>[0], other: Parameters<typeof allSecrets>[0]) {
  const backend = makeBackend(MAIN);
  grantSecretRead(backend.amplifyFunction('one'), allSecrets(one));
  grantSecretRead(backend.amplifyFunction('two'), allSecrets(other));
  return backend;
}

describe('sets of one backend', () => {
  it('are refused when two secrets have one name, in this environment or in another', () => {
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

  it('are refused so from two nested stacks too', () => {
    const set = (app: string) =>
      defineSecrets({ app, environments, secrets: { token: textSecret({ name: 'shared-token' }) } });
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('one'), set('one').token);
    const two = makeFunction(new NestedStack(backend.root, 'data'), 'two');
    expect(() => grantSecretRead(two, set('two').token)).toThrow(
      expect.objectContaining({ name: 'SecretNameTakenError' }),
    );
  });

  describe('in Amplify’s store, where the secrets of all sets lie in one folder,', () => {
    const billing = defineSecrets({ app: 'billing', environments, secrets: { stripe: textSecret() } });
    const chat = defineSecrets({ app: 'chat', environments, secrets: { bot: textSecret() } });
    const refused = expect.objectContaining({
      name: 'SecretNameTakenError',
      message: expect.stringContaining('"stripe" of app "billing"'),
    });

    it.each([MAIN, SANDBOX])('are refused when secretNamed names a secret of another set: %o', (deployment) => {
      const one = makeBackend(deployment);
      grantSecretRead(one.amplifyFunction('pay'), billing.stripe);
      const bot = one.amplifyFunction('bot');
      expect(() => grantSecretWrite(bot, secretNamed(chat, 'stripe'))).toThrow(refused);
      const other = makeBackend(deployment);
      grantSecretWrite(other.amplifyFunction('bot'), secretNamed(chat, 'stripe'));
      const pay = other.amplifyFunction('pay');
      expect(() => grantSecretRead(pay, billing.stripe)).toThrow(refused);
    });

    it('are refused when both name an undeclared one', () => {
      const backend = makeBackend(SANDBOX);
      grantSecretRead(backend.amplifyFunction('one'), secretNamed(billing, 'github-acme'));
      const two = backend.amplifyFunction('two');
      expect(() => grantSecretRead(two, secretNamed(chat, 'github-acme'))).toThrow(
        expect.objectContaining({
          name: 'SecretNameTakenError',
          resolution: expect.stringContaining("secretNamed(secrets, 'chat-github-acme')"),
        }),
      );
    });

    it('may name their own undeclared secrets, and their declared ones once more', () => {
      const backend = makeBackend(SANDBOX);
      const one = backend.amplifyFunction('one');
      grantSecretRead(one, [secretNamed(billing, 'stripe'), billing.stripe, secretNamed(billing, 'stripe')]);
      grantSecretRead(one, [secretNamed(chat, 'github-acme'), secretNamed(chat, 'github-acme')]);
      expect(() => backend.app.synth()).not.toThrow();
    });

    it('are named in a warning where a pattern of another matches their secrets, in any order of grants', () => {
      const warningsOf = (deployment: Deployment, pattern: string, patternFirst: boolean) => {
        const backend = makeBackend(deployment);
        const bot = () => grantSecretRead(backend.amplifyFunction('bot'), secretsMatching(chat, pattern));
        if (patternFirst) bot();
        grantSecretRead(backend.amplifyFunction('pay'), [billing.stripe, chat.bot]);
        grantSecretRead(backend.amplifyFunction('pay2'), secretNamed(billing, 'stripe-2'));
        if (!patternFirst) bot();
        const found = Annotations.fromStack(backend.root).findWarning('*', Match.anyValue());
        return found.map(({ entry }) => String(entry.data));
      };
      for (const patternFirst of [true, false]) {
        expect(warningsOf(SANDBOX, 's*e', patternFirst)).toEqual([
          expect.stringMatching(
            /"s\*e" matches secrets of other sets: "stripe" of app "billing"\.\n.*secretsMatching\(/,
          ),
        ]);
        expect(warningsOf(SANDBOX, '*', patternFirst)).toEqual([
          expect.stringMatching(
            /matches every Amplify secret .*"stripe" of app "billing", "stripe-2" of app "billing"\.\n/,
          ),
        ]);
        expect(warningsOf(SANDBOX, 'bot-*', patternFirst)).toEqual([]);
        expect(warningsOf(MAIN, '*', patternFirst)).toEqual([]);
      }
    });

    it('are warned about when a pattern is a bare star, also with no other set', () => {
      const backend = makeBackend(SANDBOX);
      grantSecretRead(backend.amplifyFunction('bot'), secretsMatching(chat, '**'));
      Annotations.fromStack(backend.root).hasWarning('*', Match.stringLikeRegexp('matches every Amplify secret'));
    });
  });

  it('are refused when they differ in the environments of one app', () => {
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

  it('are refused when they declare one secret differently', () => {
    const one = defineSecrets({ app: 'one', environments, secrets: { token: textSecret() } });
    const other = defineSecrets({ app: 'one', environments, secrets: { token: jsonSecret(['a']) } });
    expect(() => grantBoth(one, other)).toThrow(expect.objectContaining({ name: 'SecretSetsDisagreeError' }));
  });

  it('may be one set twice, from two copies of its module', () => {
    const make = () =>
      defineSecrets({ app: 'one', environments, secrets: { token: textSecret(), pair: jsonSecret(['a']) } });
    expect(grantBoth(make(), make()).grants()).not.toEqual([]);
  });

  it('do not affect those of another app or another backend', () => {
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
