import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { secretsMatching } from './secrets-matching.js';

const setWith = (environments: Parameters<typeof defineSecrets>[0]['environments']) =>
  defineSecrets({ app: 'shop', environments: { prod: 'main', ...environments }, secrets: { a: textSecret() } });

describe('R02: a pattern with a slash', () => {
  it('is refused with the store of the sandbox that would accept it, and a pattern without the slash', () => {
    expect(() => secretsMatching(setWith({}), 'tenants/*')).toThrow(
      expect.objectContaining({
        name: 'SecretPatternInvalidError',
        message: expect.stringContaining(
          '"tenants/*" can match nothing in the environment "sandbox": its store is \'amplify\'',
        ),
        resolution:
          "In defineSecrets choose the store of that environment: sandbox: { store: 'secrets-manager' }. Or write a pattern without these characters: secretsMatching(secrets, 'tenants-*').",
      }),
    );
    expect(() => secretsMatching(setWith({}), 'tenants-*')).not.toThrow();
    expect(() => secretsMatching(setWith({ sandbox: { store: 'secrets-manager' } }), 'tenants/*')).not.toThrow();
  });

  it('is refused with the store of another environment', () => {
    const set = setWith({
      sandbox: { store: 'secrets-manager' },
      'pre-view': { branches: 'pr-*', store: 'amplify' },
    });
    expect(() => secretsMatching(set, 'tenants/*')).toThrow(
      expect.objectContaining({
        resolution: expect.stringContaining("'pre-view': { branches: 'pr-*', store: 'secrets-manager' }"),
      }),
    );
  });
});

describe('a pattern that repeats the app and the environment', () => {
  it.each([
    ['shop/prod/github-*', "Write: secretsMatching(secrets, 'github-*')."],
    ['shop/sandbox/tenants/*', "Write: secretsMatching(secrets, 'tenants/*')."],
    ['shop/*/github-*', "Write: secretsMatching(secrets, 'github-*')."],
    ['shop/*/github', "To grant one secret, write: secretNamed(secrets, 'github')."],
  ])('is refused with the relative one: %s', (pattern, resolution) => {
    for (const sandbox of [{}, { sandbox: { store: 'secrets-manager' } } as const]) {
      expect(() => secretsMatching(setWith(sandbox), pattern)).toThrow(
        expect.objectContaining({ name: 'SecretPatternInvalidError', resolution }),
      );
    }
  });

  it('stays valid where its first folder is no environment', () => {
    expect(() => secretsMatching(setWith({ sandbox: { store: 'secrets-manager' } }), 'shop/qa/*')).not.toThrow();
  });
});

describe('R02: a pattern with the exclamation mark of names that AWS gives', () => {
  const raw = 'bedrock-agentcore-identity!default/oauth2/*';

  it('is granted as it is written', () => {
    const agent = makeBackend(MAIN).amplifyFunction('agent');
    grantSecretRead(agent, raw, { branches: 'main' });
    const template = Template.fromStack(Stack.of(agent.resources.lambda)).toJSON();
    expect(JSON.stringify(template)).toContain(`:secret:${raw}-??????`);
  });
});
