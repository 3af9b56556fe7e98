import { defineSecrets, secretNamed, textSecret } from '@amplify-secrets/runtime';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { configureGuard } from '../configure-guard.js';
import { grantSecretRead } from '../grant.js';
import type { GrantOptions } from '../grant-options.js';
import { makeGuarded } from '../guard/guard.test.support.js';
import type { GrantTarget } from './grant-target.js';
import { arnParts, endsInSuffix, isPlace, unsetIn } from './secret-arn.js';
import { secretsMatching } from './secrets-matching.js';

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';

/** The error of a grant on `main`, and of the synthesis after it, under the guard at its strictest. */
function errorOfGrant(target: GrantTarget, options: GrantOptions = { branches: 'main' }): string | undefined {
  const { app, root, stack } = makeBackend(MAIN);
  configureGuard(root, { guard: 'error' });
  try {
    grantSecretRead(makeFunction(stack, 'fn'), target, options);
    app.synth();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

/** What the guard finds in a hand-written statement about the ARN. */
function foundByHand(arn: string): readonly string[] {
  const { amplifyFunction, findings } = makeGuarded();
  const statement = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] });
  amplifyFunction('worker').resources.lambda.addToRolePolicy(statement);
  return findings().map(({ name }) => name);
}

describe('F01: the end of an ARN', () => {
  it.each(['xyz-google', 'mail-secret', 'auth-tokens', 'mail-202411', 'xyz'])(
    'is refused by a grant as it is found by hand: %s',
    (name) => {
      expect(errorOfGrant(SECRET + name)).toBe('GrantTargetInvalidError');
      expect(foundByHand(SECRET + name)).toEqual(['SecretArnWithoutSuffix']);
    },
  );

  it.each(['mail-aB3dE9', 'mail-abcde1', 'mail-ABCDEF', 'auth-tokens-aB3dE9'])(
    'is granted as nothing is found by hand: %s',
    (name) => {
      expect(errorOfGrant(SECRET + name)).toBeUndefined();
      expect(foundByHand(SECRET + name)).toEqual([]);
    },
  );

  it('is refused in an imported CDK secret, with the names that it may be of', () => {
    const { stack } = makeBackend(MAIN);
    const secret = Secret.fromSecretCompleteArn(stack, 'Google', `${SECRET}xyz-google`);
    const error = expect.objectContaining({
      message: expect.stringContaining(`"${SECRET}xyz-google" ends in "-google", which looks like a part of the name`),
      resolution: `Grant the secret by its name: 'xyz-google'. If AWS did add "-google", its name is 'xyz'.`,
    });
    expect(() => grantSecretRead(makeFunction(stack, 'fn'), secret, { branches: 'main' })).toThrow(error);
  });

  it('is no reason to refuse the name that the error gives', () => {
    for (const name of ['xyz-google', 'xyz']) expect(errorOfGrant(name)).toBeUndefined();
  });
});

describe('F07: what is made of a variable that is not set', () => {
  const unset: unknown = undefined;
  const nothing: unknown = null;

  it.each([
    `arn:aws:secretsmanager:${unset}:${unset}:secret:mail-aB3dE9`,
    `arn:aws:secretsmanager:us-east-1:${unset}:secret:mail-aB3dE9`,
    `arn:aws:secretsmanager:${unset}:123456789012:secret:mail-aB3dE9`,
    `arn:${unset}:secretsmanager:us-east-1:123456789012:secret:mail-aB3dE9`,
    `arn:aws:secretsmanager:${nothing}:${nothing}:secret:mail-aB3dE9`,
    'arn:aws:secretsmanager::123456789012:secret:mail-aB3dE9',
    `arn:aws:secretsmanager:us-east-1:${Number(unset)}:secret:mail-aB3dE9`,
    `arn:aws:secretsmanager:us-east-1:${{}}:secret:mail-aB3dE9`,
  ])('is refused in an ARN by a grant, and found by hand: %s', (arn) => {
    expect(errorOfGrant(arn)).toBe('GrantTargetInvalidError');
    expect(foundByHand(arn)).toEqual(['SecretArnMalformed']);
  });

  it.each([
    `${unset}/stripe`,
    `${unset}-stripe`,
    `myapp/${unset}/stripe`,
    `myapp/prod/${unset}`,
    `mail-${unset}`,
    `${nothing}/stripe`,
    `myapp/${nothing}/stripe`,
    `${nothing}-stripe`,
    `${Number(unset)}/stripe`,
    `${{}}/stripe`,
  ])('is refused in a name by a grant, and found by hand: %s', (name) => {
    expect(errorOfGrant(name)).toBe('SecretNameInvalidError');
    expect(errorOfGrant(`${SECRET}${name}-aB3dE9`)).toBe('SecretNameInvalidError');
    expect(foundByHand(`${SECRET}${name}-??????`)).toEqual(['SecretArnMalformed']);
  });

  it('is refused where the account is empty, which the guard has a finding for', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1::secret:mail-aB3dE9';
    expect(errorOfGrant(arn)).toBe('GrantTargetInvalidError');
    expect(foundByHand(arn)).toEqual(['SecretArnWithoutAccount']);
  });

  it.each(['undefinedness/stripe', 'nullable/stripe', 'dev-null', 'myapp/NaNcy', 'myapp/not-null', 'Undefined/x'])(
    'is not seen in the name %s',
    (name) => {
      expect(errorOfGrant(name)).toBeUndefined();
      expect(foundByHand(`${SECRET}${name}-??????`)).toEqual([]);
    },
  );

  it.each<[string, () => GrantTarget, string]>([
    ['a raw pattern', () => `${unset}/*`, 'SecretPatternInvalidError'],
    ['a pattern of a set', () => secretsMatching(secrets, `github-${unset}-*`), 'SecretPatternInvalidError'],
    ['a secret named by a set', () => secretNamed(secrets, `github-${unset}`), 'SecretNameInvalidError'],
    ['the app of a set', () => declared({ app: `${unset}` }).mail, 'SecretNameInvalidError'],
    ['an environment of a set', () => declared({ environment: `${unset}` }).mail, 'SecretNameInvalidError'],
    ['the name in a definition', () => declared({ name: `${unset}/mail` }).mail, 'SecretNameInvalidError'],
    [
      'a name for another deployment',
      () => declared({ name: { dev: `${nothing}/mail` } }).mail,
      'SecretNameInvalidError',
    ],
  ])('is refused in %s', (_what, targetOf, name) => {
    const { stack } = makeBackend(MAIN);
    const options = name === 'SecretPatternInvalidError' ? { branches: 'main' } : {};
    expect(() => grantSecretRead(makeFunction(stack, 'fn'), targetOf(), options)).toThrow(
      expect.objectContaining({ name, resolution: expect.stringMatching(/^Set what is "(undefined|null)" in it/) }),
    );
  });

  it('is refused in branches, a deployment and a key', () => {
    expect(errorOfGrant('mail', { branches: `${unset}` })).toBe('GrantBranchesMissingError');
    expect(errorOfGrant('mail', { branches: ['main', `${nothing}`] })).toBe('GrantBranchesMissingError');
    const { stack } = makeBackend();
    const deployment = { type: 'branch', namespace: `${unset}`, name: 'main' } as const;
    const grant = () => grantSecretRead(makeFunction(stack, 'fn'), secrets.stripe, { deployment });
    expect(grant).toThrow(expect.objectContaining({ name: 'DeploymentUnknownError' }));
    const encryptionKey = `arn:aws:kms:${unset}:${unset}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    expect(errorOfGrant(secrets.stripe, { encryptionKey })).toBe('GrantOptionInvalidError');
    const key = Key.fromKeyArn(makeBackend(MAIN).stack, 'Key', encryptionKey);
    expect(errorOfGrant(secrets.stripe, { encryptionKey: key })).toBe('GrantOptionInvalidError');
  });

  it('is a branch like any other where Amplify deploys one of that name', () => {
    const { stack } = makeBackend({ ...MAIN, name: 'null' });
    expect(() => grantSecretRead(makeFunction(stack, 'fn'), secrets.stripe)).not.toThrow();
  });
});

function declared({ app = 'myapp', environment = 'prod', name }: Declared) {
  return defineSecrets({
    app,
    environments: { [environment]: 'main', dev: '*' },
    secrets: { mail: textSecret(name === undefined ? {} : { name }) },
  });
}

interface Declared {
  readonly app?: string;
  readonly environment?: string;
  readonly name?: string | Readonly<Record<string, string>>;
}

describe('the judge of ARNs', () => {
  it('divides an ARN at the colons that are not in a reference', () => {
    expect(arnParts(`arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:1:secret:a:b`)).toEqual([
      'arn',
      `\${AWS::Partition}`,
      'secretsmanager',
      `\${AWS::Region}`,
      '1',
      'secret:a:b',
    ]);
    expect(arnParts('arn:aws:secretsmanager')?.[3]).toBeUndefined();
    expect(arnParts('myapp/prod/stripe')).toBeUndefined();
  });

  it.each([
    ['partition', 'aws', true],
    ['partition', 'aws-us-gov', true],
    ['partition', 'undefined', false],
    ['region', 'ap-southeast-2', true],
    ['region', 'us-gov-west-1', true],
    ['region', '', false],
    ['region', `\${AWS::Region}`, true],
    ['account', '123456789012', true],
    ['account', '12345678901', false],
    ['account', `1\${AWS::AccountId}`, false],
    ['account', undefined, false],
  ] as const)('knows whether a %s may be %j', (kind, part, expected) => {
    expect(isPlace(kind, part)).toBe(expected);
  });

  it('takes six letters of one kind for a part of the name', () => {
    expect(['a-google', 'a-123456', 'a', 'a-abcde'].filter(endsInSuffix)).toEqual([]);
    expect(['a-googLe', 'a-12345b', 'a-GOOGLE'].filter(endsInSuffix)).toHaveLength(3);
  });

  it('names what a variable left', () => {
    expect(['a/undefined', 'null/a', 'x-NaN', '[object Object]', 'a'].map(unsetIn)).toEqual([
      'undefined',
      'null',
      'NaN',
      '[object Object]',
      undefined,
    ]);
  });
});
