import { Aws, CfnMapping, CfnOutput, CfnParameter, Fn, Lazy, NestedStack, type Stack, Token } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, makeBackend, makeFunction, SANDBOX, secrets } from '../backend.test.support.js';
import { configureGuard } from '../configure-guard.js';
import { grantSecretRead, grantSecretReadWrite } from '../grant.js';
import { allSecrets, secretsMatching } from '../targets/secrets-matching.js';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const star = () => Lazy.string({ produce: () => '*' });

/** A reference to what a nested stack puts out: everything. */
function outputOf(nested: NestedStack): string {
  new CfnOutput(nested, 'Every', { value: '*' });
  return String(nested.nestedStackResource?.getAtt('Outputs.Every'));
}

/** Grants an imported secret to read and write it, under the guard at its strictest, and synthesises. */
function imported(arn: string | ((stack: Stack, root: Stack) => string)) {
  return () => {
    const { app, root, stack } = makeBackend(MAIN);
    configureGuard(root, { guard: 'error' });
    const secret = Secret.fromSecretPartialArn(stack, 'Mail', typeof arn === 'string' ? arn : arn(stack, root));
    grantSecretReadWrite(makeFunction(stack, 'fn'), secret, { branches: 'main' });
    app.synth();
  };
}

describe('Sec-G1: an imported partial ARN', () => {
  it.each([
    ['an account', `arn:aws:secretsmanager:${Aws.REGION}:*:secret:legacy/mail`],
    ['a region', `arn:aws:secretsmanager:*:${Aws.ACCOUNT_ID}:secret:legacy/mail`],
    ['a region and an account', `arn:${Aws.PARTITION}:secretsmanager:*:*:secret:legacy/mail`],
    ['a part of an account', `arn:aws:secretsmanager:${Aws.REGION}:1234*:secret:legacy/mail`],
    ['a partition', `arn:*:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:legacy/mail`],
    ['a service', `arn:aws:*:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:legacy/mail`],
    ['another service', `arn:aws:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:legacy/mail`],
    ['a type', `arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:*:mail`],
    ['an empty account', `arn:aws:secretsmanager:${Aws.REGION}::secret:legacy/mail`],
    ['an account beside a token', `arn:aws:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}*:secret:legacy/mail`],
  ])('is refused by the grant for %s that is not one', (_what, arn) => {
    expect(imported(arn)).toThrow(expect.objectContaining({ name: 'GrantTargetInvalidError' }));
  });

  it.each([
    ['an account behind a Lazy', () => `arn:aws:secretsmanager:us-east-1:${star()}:secret:legacy/mail`],
    ['a region behind a Lazy', () => `arn:aws:secretsmanager:${star()}:123456789012:secret:legacy/mail`],
    [
      'an unset account',
      () => `arn:aws:secretsmanager:us-east-1:${Lazy.string({ produce: () => 'undefined' })}:secret:a`,
    ],
    ['an account of Fn.sub', () => `arn:aws:secretsmanager:us-east-1:${Fn.sub('*')}:secret:legacy/mail`],
    [
      'an account of Fn.sub with variables',
      () => `arn:aws:secretsmanager:us-east-1:${Fn.sub(`\${Whose}`, { Whose: '*' })}:secret:legacy/mail`,
    ],
    [
      'an account of Fn.join behind a Lazy',
      () =>
        `arn:aws:secretsmanager:us-east-1:${Lazy.string({ produce: () => Fn.join('', ['*', Aws.NO_VALUE]) })}:secret:a`,
    ],
    [
      'an account of Fn.select',
      () => `arn:aws:secretsmanager:us-east-1:${Fn.select(1, Fn.split('x', `${Aws.REGION}x*`))}:secret:a`,
    ],
  ])('is refused in the template for %s', (_what, arnOf) => {
    expect(imported(arnOf())).toThrow(
      expect.objectContaining({
        name: 'GrantResourceInvalidError',
        classification: 'ERROR',
        message: expect.stringMatching(/^A grant to "amplify\/function\/fn" must be of exactly what was granted/),
        resolution: expect.stringContaining('no token in it may stand for a wildcard'),
      }),
    );
  });

  it.each<[string, (stack: Stack, root: Stack) => string]>([
    ['an output of a nested stack', (_stack, root) => outputOf(new NestedStack(root, 'other'))],
    ['an output of a nested stack within', (stack) => outputOf(new NestedStack(stack, 'inner'))],
    [
      'a parameter of another nested stack',
      (_stack, root) => new CfnParameter(new NestedStack(root, 'other'), 'Account', { default: '*' }).valueAsString,
    ],
    [
      'an export whose name is an expression',
      (_stack, root) => {
        new CfnOutput(root, 'Account', { value: '*', exportName: Fn.sub(`\${AWS::Region}-account`) });
        return Fn.importValue(Fn.join('-', [Aws.REGION, 'account']));
      },
    ],
    [
      'a mapping whose name is an expression',
      (stack) => {
        new CfnMapping(stack, 'Accounts', { mapping: { all: { id: '*' } } });
        return Token.asString({ 'Fn::FindInMap': [{ Ref: 'Which' }, 'all', 'id'] });
      },
    ],
    ['nothing', () => Aws.NO_VALUE],
    ['the ARN of another secret', () => Lazy.string({ produce: () => '123456789012:secret:other' })],
  ])('is refused in the template when its account is %s', (_what, accountIn) => {
    const arnIn = (stack: Stack, root: Stack) =>
      `arn:aws:secretsmanager:us-east-1:${accountIn(stack, root)}:secret:legacy/mail`;
    expect(imported(arnIn)).toThrow(expect.objectContaining({ name: 'GrantResourceInvalidError' }));
  });

  it.each([
    `arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:legacy/mail`,
    `arn:aws:secretsmanager:eu-west-1:${Aws.ACCOUNT_ID}:secret:legacy/mail`,
    `arn:aws-us-gov:secretsmanager:us-gov-west-1:210987654321:secret:legacy/mail`,
    `arn:aws:secretsmanager:us-east-1:${Lazy.string({ produce: () => '123456789012' })}:secret:legacy/mail`,
  ])('is granted where each part is one or a token: %s', (arn) => {
    expect(imported(arn)).not.toThrow();
  });

  it('is refused when the stack itself is of every account', () => {
    const { app, stack } = makeBackend(MAIN, { env: { account: '*', region: 'us-east-1' } });
    grantSecretRead(makeFunction(stack, 'fn'), secrets.stripe);
    expect(() => app.synth()).toThrow(expect.objectContaining({ name: 'GrantResourceInvalidError' }));
  });
});

/** Grants a secret under the key, at the strictest, and synthesises. */
function under(keyIn: (stack: Stack, root: Stack) => IKey) {
  return () => {
    const { app, root, stack } = makeBackend(MAIN);
    configureGuard(root, { guard: 'error' });
    grantSecretRead(makeFunction(stack, 'fn'), allSecrets(secrets), { encryptionKey: keyIn(stack, root) });
    app.synth();
  };
}

const byArn = (arn: string) => (stack: Stack) => Key.fromKeyArn(stack, 'Key', arn);
const keyBehind = (token: unknown) => (stack: Stack) => {
  const key = Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:123456789012:key/${KEY_ID}`);
  Object.defineProperty(key, 'keyArn', { value: Token.asString(token) });
  return key;
};

describe('Sec-G2: a key behind a token', () => {
  it.each<[string, (stack: Stack, root: Stack) => IKey]>([
    ['a Lazy', (stack) => byArn(`arn:aws:kms:us-east-1:123456789012:key/${star()}`)(stack)],
    ['a Lazy beside a token', (stack) => byArn(`arn:aws:kms:us-east-1:${Aws.ACCOUNT_ID}:key/${star()}`)(stack)],
    ['Fn.sub', byArn(Fn.sub(`arn:\${AWS::Partition}:kms:us-east-1:123456789012:key/*`))],
    ['Fn::Sub of everything', keyBehind({ 'Fn::Sub': '*' })],
    ['Fn::Sub with a variable', keyBehind({ 'Fn::Sub': [`\${K}`, { K: '*' }] })],
    ['Fn::Join', keyBehind({ 'Fn::Join': ['', ['arn:aws:kms:us-east-1:123456789012:key/', '*']] })],
    ['Fn::Select', keyBehind({ 'Fn::Select': [0, ['*', 'x']] })],
    ['Fn::If', keyBehind({ 'Fn::If': ['Prod', `arn:aws:kms:us-east-1:123456789012:key/${KEY_ID}`, '*'] })],
    ['every alias', byArn(`arn:aws:kms:us-east-1:${Aws.ACCOUNT_ID}:alias/${Lazy.string({ produce: () => 'app' })}`)],
    ['a key of no account', byArn(`arn:aws:kms:us-east-1:${Lazy.string({ produce: () => '' })}:key/${KEY_ID}`)],
    [
      'a mapping',
      (stack) => {
        const keys = new CfnMapping(stack, 'Keys', { mapping: { one: { arn: '*' } } });
        return keyBehind({ 'Fn::FindInMap': [keys.logicalId, 'one', 'arn'] })(stack);
      },
    ],
    [
      'a parameter that is every key by default',
      (stack) => byArn(new CfnParameter(stack, 'KeyArn', { default: '*' }).valueAsString)(stack),
    ],
    [
      'a parameter in Fn::Sub',
      (stack) => {
        new CfnParameter(stack, 'KeyArn', { default: '*' });
        return keyBehind({ 'Fn::Sub': `\${KeyArn}` })(stack);
      },
    ],
    [
      'a parameter that the nested stack is given',
      (stack) => {
        const key = new CfnParameter(stack, 'KeyArn').valueAsString;
        if (stack instanceof NestedStack) stack.setParameter('KeyArn', '*');
        return byArn(key)(stack);
      },
    ],
    ['an output of a nested stack', (stack, root) => byArn(outputOf(new NestedStack(root, 'other')))(stack)],
    ['nothing', byArn(Aws.NO_VALUE)],
    [
      'an export of the same app',
      (stack, root) => {
        root.exportValue('*', { name: 'EveryKey' });
        return byArn(Fn.importValue('EveryKey'))(stack);
      },
    ],
  ])('is refused when it is %s', (_what, keyIn) => {
    expect(under(keyIn)).toThrow(
      expect.objectContaining({
        name: 'GrantOptionInvalidError',
        message: expect.stringContaining('must be one KMS key, and got a token that stands for "'),
      }),
    );
  });

  it.each<[string, (stack: Stack, root: Stack) => IKey]>([
    ['a key of the backend', (stack) => new Key(stack, 'Own')],
    ['a key of another stack of the backend', (_stack, root) => new Key(new NestedStack(root, 'keys'), 'Own')],
    ['an export of another app', byArn(Fn.importValue('TeamKey'))],
    ['a parameter', (stack) => byArn(new CfnParameter(stack, 'KeyArn').valueAsString)(stack)],
    ['Fn.sub', byArn(Fn.sub(`arn:\${AWS::Partition}:kms:us-east-1:\${AWS::AccountId}:key/${KEY_ID}`))],
    [
      'an id behind a parameter',
      (stack) =>
        byArn(`arn:aws:kms:us-east-1:${Aws.ACCOUNT_ID}:key/${new CfnParameter(stack, 'Id').valueAsString}`)(stack),
    ],
    [
      'a mapping of keys',
      (stack) => {
        const arn = `arn:aws:kms:us-east-1:123456789012:key/${KEY_ID}`;
        const keys = new CfnMapping(stack, 'Keys', { mapping: { one: { arn } } });
        return keyBehind({ 'Fn::FindInMap': [keys.logicalId, 'one', 'arn'] })(stack);
      },
    ],
  ])('is granted when it is %s', (_what, keyIn) => {
    expect(under(keyIn)).not.toThrow();
  });
});

describe('the wildcards of a granted resource', () => {
  it.each([MAIN, FEATURE, SANDBOX])('are those of its target in a $type', (deployment) => {
    const { app, stack } = makeBackend(deployment);
    const fn = makeFunction(stack, 'fn');
    const branches = ['main', 'feature/*', 'sandbox'];
    grantSecretReadWrite(fn, [...allSecrets(secrets), secretsMatching(secrets, 'git*-*-x')]);
    grantSecretRead(fn, ['shared/*/mail-*', 'legacy/mail', new Secret(stack, 'Made')], { branches });
    expect(() => app.synth()).not.toThrow();
  });
});
