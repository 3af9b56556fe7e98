import { binarySecret, defineSecrets, jsonSecret, secretNamed, textSecret } from '@amplify-secrets/runtime';
import { secret as amplifysOwn, defineAuth, defineFunction } from '@aws-amplify/backend';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { FEATURE, MAIN, makeBackend, PREVIEW, SANDBOX } from '../backend.test.support.js';
import { requiredSecrets } from '../check-secrets/required-secrets.js';
import { openBackend } from '../open-backend.js';
import { amplifySecret } from './amplify-secret.js';

interface Tokens {
  readonly access: string;
}

const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: {
    googleOauth: jsonSecret(['clientId', 'clientSecret']),
    mapsKey: textSecret({ name: { prod: 'maps/key-abcdef' } }),
    tokens: jsonSecret<Tokens>(),
    anything: jsonSecret(),
    certificate: binarySecret(),
    odd: jsonSecret(['two words']),
  },
});

describe('amplifySecret in a provider of defineAuth', () => {
  it('resolves to a dynamic reference to AWS Secrets Manager, and to no value', () => {
    const { stack } = makeBackend(MAIN);
    const value = amplifySecret(secrets.mapsKey).resolve(stack, MAIN);
    const field = amplifySecret(secrets.googleOauth, 'clientSecret').resolve(stack, MAIN);
    expect(stack.resolve(value)).toBe('{{resolve:secretsmanager:maps/key-abcdef:SecretString:::}}');
    expect(stack.resolve(field)).toBe('{{resolve:secretsmanager:shop/prod/google-oauth:SecretString:clientSecret::}}');
  });

  it('refuses a deployment of no environment, as a grant does', () => {
    const { stack } = makeBackend(FEATURE);
    const google = amplifySecret(secrets.googleOauth, 'clientId');
    expect(() => google.resolve(stack, FEATURE)).toThrow(expect.objectContaining({ name: 'BranchUnmatchedError' }));
    expect(() => google.resolve(stack, MAIN)).toThrow(expect.objectContaining({ name: 'DeploymentUnknownError' }));
  });

  it('refuses two sets of one app that differ, as a grant does', () => {
    const { stack } = makeBackend(MAIN);
    const other = defineSecrets({ app: 'shop', environments: { live: 'main' }, secrets: { mapsKey: textSecret() } });
    amplifySecret(secrets.mapsKey).resolve(stack, MAIN);
    expect(() => amplifySecret(other.mapsKey).resolve(stack, MAIN)).toThrow(
      expect.objectContaining({ name: 'SecretSetsDisagreeError' }),
    );
  });

  it('adds its secret to those that the deployment needs', () => {
    const { stack } = makeBackend(MAIN);
    amplifySecret(secrets.googleOauth, 'clientId').resolve(stack, MAIN);
    amplifySecret(secrets.googleOauth, 'clientSecret').resolve(stack, MAIN);
    expect(requiredSecrets(openBackend(stack, MAIN))).toMatchObject([
      { store: 'secrets-manager', ids: ['shop/prod/google-oauth'], fields: ['clientId', 'clientSecret'] },
    ]);
  });
});

describe("amplifySecret in a function's environment", () => {
  it("resolves to the paths of Amplify's own secret where that is the store", () => {
    for (const deployment of [SANDBOX, PREVIEW]) {
      expect(amplifySecret(secrets.mapsKey).resolvePath(deployment)).toEqual(
        amplifysOwn('mapsKey').resolvePath(deployment),
      );
    }
  });

  it('leaves out a shared path that Parameter Store would refuse', () => {
    const { branchSecretPath, sharedSecretPath } = amplifySecret(secrets.mapsKey).resolvePath({
      ...SANDBOX,
      namespace: '@acme/web',
    });
    expect(sharedSecretPath).toBe(branchSecretPath);
  });

  it('resolves to the path under which Parameter Store reads a secret of AWS Secrets Manager', () => {
    const path = '/aws/reference/secretsmanager/maps/key-abcdef';
    expect(amplifySecret(secrets.mapsKey).resolvePath(MAIN)).toEqual({
      branchSecretPath: path,
      sharedSecretPath: path,
    });
  });

  it.each(['maps@corp', 'a=b', 'x+y', '/rooted'])(
    'refuses the name %s, which Parameter Store does not accept',
    (name) => {
      const odd = defineSecrets({
        app: 'shop',
        environments: { prod: 'main' },
        secrets: { mapsKey: textSecret({ name }) },
      });
      expect(() => amplifySecret(odd.mapsKey).resolvePath(MAIN)).toThrow(
        expect.objectContaining({
          name: 'AmplifySecretInvalidError',
          message: expect.stringContaining(`Parameter Store does not accept its name "${name}"`),
          resolution:
            'Grant it, and read it where it is used: grantSecretRead(backend.myFunction, secrets.mapsKey); await getSecret(secrets.mapsKey).',
        }),
      );
    },
  );

  it('refuses a field in every deployment', () => {
    for (const deployment of [MAIN, SANDBOX]) {
      expect(() => amplifySecret(secrets.googleOauth, 'clientId').resolvePath(deployment)).toThrow(
        expect.objectContaining({ name: 'AmplifySecretInvalidError' }),
      );
    }
  });
});

describe('amplifySecret', () => {
  it.each<[string, () => unknown, string]>([
    [
      'undefined',
      // @ts-expect-error: what a misspelt key is
      () => amplifySecret(undefined),
      'Write: amplifySecret(secrets.mySecret). Check the spelling of the key.',
    ],
    [
      'JSON without a field',
      // @ts-expect-error: a JSON secret needs one
      () => amplifySecret(secrets.googleOauth),
      "Write: amplifySecret(secrets.googleOauth, 'clientId').",
    ],
    [
      'a field that is not declared',
      // @ts-expect-error: misspelt
      () => amplifySecret(secrets.googleOauth, 'clientsecret'),
      "Use one of: 'clientId', 'clientSecret'.",
    ],
    [
      'a field of a textSecret',
      // @ts-expect-error: a textSecret has none
      () => amplifySecret(secrets.mapsKey, 'length'),
      'Write: amplifySecret(secrets.mapsKey).',
    ],
    // @ts-expect-error: bytes
    ['a binary secret', () => amplifySecret(secrets.certificate), 'Declare it with textSecret().'],
    [
      'a field that no dynamic reference can name',
      () => amplifySecret(secrets.odd, 'two words'),
      'Rename the field, or declare it as a separate textSecret().',
    ],
  ])('refuses %s', (_, call, resolution) => {
    expect(call).toThrow(expect.objectContaining({ name: 'AmplifySecretInvalidError', resolution }));
  });
});

describe('the types of amplifySecret', () => {
  it('accept what it returns wherever Amplify accepts secret()', () => {
    const found = amplifySecret(secrets.mapsKey);
    expectTypeOf(found).toExtend<ReturnType<typeof amplifysOwn>>();
    // Compiled and not run: Amplify wants each resource in its own file.
    expect(() => [
      defineFunction({ environment: { MAPS_KEY: found, OTHER: 'value' } }),
      defineAuth({
        loginWith: {
          email: true,
          externalProviders: {
            google: { clientId: amplifySecret(secrets.googleOauth, 'clientId'), clientSecret: found },
            callbackUrls: [],
            logoutUrls: [],
          },
        },
      }),
    ]).toBeTypeOf('function');
  });

  it('know the fields that the declaration has', () => {
    expect(amplifySecret(secrets.tokens, 'access')).toBeDefined();
    expect(amplifySecret(secrets.anything, 'anything')).toBeDefined();
    expect(amplifySecret(secretNamed(secrets, 'google-acme', jsonSecret(['id'])), 'id')).toBeDefined();
    expect(amplifySecret(secretNamed(secrets, 'maps-acme'))).toBeDefined();
    // @ts-expect-error: not of Tokens
    expect(amplifySecret(secrets.tokens, 'refresh')).toBeDefined();
  });
});
