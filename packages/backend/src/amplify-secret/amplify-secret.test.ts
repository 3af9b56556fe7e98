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

describe('a provider of defineAuth', () => {
  it('gets a dynamic reference to a secret of AWS Secrets Manager, and no value', () => {
    const { stack } = makeBackend(MAIN);
    const text = amplifySecret(secrets.mapsKey).resolve(stack, MAIN);
    const field = amplifySecret(secrets.googleOauth, 'clientSecret').resolve(stack, MAIN);
    expect(stack.resolve(text)).toBe('{{resolve:secretsmanager:maps/key-abcdef:SecretString:::}}');
    expect(stack.resolve(field)).toBe('{{resolve:secretsmanager:shop/prod/google-oauth:SecretString:clientSecret::}}');
  });

  it('fails like a grant where nothing says whose the deployment is', () => {
    const { stack } = makeBackend(FEATURE);
    const google = amplifySecret(secrets.googleOauth, 'clientId');
    expect(() => google.resolve(stack, FEATURE)).toThrow(expect.objectContaining({ name: 'BranchUnmatchedError' }));
    expect(() => google.resolve(stack, MAIN)).toThrow(expect.objectContaining({ name: 'DeploymentUnknownError' }));
  });

  it('fails like a grant where two sets disagree', () => {
    const { stack } = makeBackend(MAIN);
    const other = defineSecrets({ app: 'shop', environments: { live: 'main' }, secrets: { mapsKey: textSecret() } });
    amplifySecret(secrets.mapsKey).resolve(stack, MAIN);
    expect(() => amplifySecret(other.mapsKey).resolve(stack, MAIN)).toThrow(
      expect.objectContaining({ name: 'SecretSetsDisagreeError' }),
    );
  });

  it('makes its secret one that the deployment needs', () => {
    const { stack } = makeBackend(MAIN);
    amplifySecret(secrets.googleOauth, 'clientId').resolve(stack, MAIN);
    amplifySecret(secrets.googleOauth, 'clientSecret').resolve(stack, MAIN);
    expect(requiredSecrets(openBackend(stack, MAIN))).toMatchObject([
      { store: 'secrets-manager', ids: ['shop/prod/google-oauth'], fields: ['clientId', 'clientSecret'] },
    ]);
  });
});

describe("a function's environment", () => {
  it("gets the paths of Amplify's own secret where that is the store", () => {
    for (const deployment of [SANDBOX, PREVIEW]) {
      expect(amplifySecret(secrets.mapsKey).resolvePath(deployment)).toEqual(
        amplifysOwn('mapsKey').resolvePath(deployment),
      );
    }
  });

  it('gets no shared path that Parameter Store would refuse', () => {
    const { branchSecretPath, sharedSecretPath } = amplifySecret(secrets.mapsKey).resolvePath({
      ...SANDBOX,
      namespace: '@acme/web',
    });
    expect(sharedSecretPath).toBe(branchSecretPath);
  });

  it('gets a secret of AWS Secrets Manager by the name under which Parameter Store reads it', () => {
    const path = '/aws/reference/secretsmanager/maps/key-abcdef';
    expect(amplifySecret(secrets.mapsKey).resolvePath(MAIN)).toEqual({
      branchSecretPath: path,
      sharedSecretPath: path,
    });
  });

  it.each(['maps@corp', 'a=b', 'x+y', '/rooted'])(
    'gets none of the name %s, which Parameter Store does not take',
    (name) => {
      const odd = defineSecrets({
        app: 'shop',
        environments: { prod: 'main' },
        secrets: { mapsKey: textSecret({ name }) },
      });
      expect(() => amplifySecret(odd.mapsKey).resolvePath(MAIN)).toThrow(
        expect.objectContaining({
          name: 'AmplifySecretInvalidError',
          message: expect.stringContaining(`whose name "${name}" Parameter Store does not take`),
          resolution:
            'Grant it and read it where it is used: grantSecretRead(backend.myFunction, secrets.mapsKey); await getSecret(secrets.mapsKey).',
        }),
      );
    },
  );

  it('gets no field, in no deployment', () => {
    for (const deployment of [MAIN, SANDBOX]) {
      expect(() => amplifySecret(secrets.googleOauth, 'clientId').resolvePath(deployment)).toThrow(
        expect.objectContaining({ name: 'AmplifySecretInvalidError' }),
      );
    }
  });
});

describe('what Amplify cannot take is refused where it is written', () => {
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
      "It has: 'clientId', 'clientSecret'.",
    ],
    // @ts-expect-error: a text has none
    ['a field of a text', () => amplifySecret(secrets.mapsKey, 'length'), 'Write: amplifySecret(secrets.mapsKey).'],
    // @ts-expect-error: bytes
    ['bytes', () => amplifySecret(secrets.certificate), 'Declare it with textSecret().'],
    [
      'a field that no reference can name',
      () => amplifySecret(secrets.odd, 'two words'),
      'Rename the field, or make it a textSecret() of its own.',
    ],
  ])('%s', (_, call, resolution) => {
    expect(call).toThrow(expect.objectContaining({ name: 'AmplifySecretInvalidError', resolution }));
  });
});

describe('its types', () => {
  it('are those of Amplify’s secret()', () => {
    const found = amplifySecret(secrets.mapsKey);
    expectTypeOf(found).toExtend<ReturnType<typeof amplifysOwn>>();
    // Compiled and not run: Amplify wants its resources in files of their own.
    expect(() => [
      defineFunction({ environment: { MAPS_KEY: found, OTHER: 'text' } }),
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

  it('know the fields where the declaration does', () => {
    expect(amplifySecret(secrets.tokens, 'access')).toBeDefined();
    expect(amplifySecret(secrets.anything, 'whatever')).toBeDefined();
    expect(amplifySecret(secretNamed(secrets, 'google-acme', jsonSecret(['id'])), 'id')).toBeDefined();
    expect(amplifySecret(secretNamed(secrets, 'maps-acme'))).toBeDefined();
    // @ts-expect-error: not of Tokens
    expect(amplifySecret(secrets.tokens, 'refresh')).toBeDefined();
  });
});
