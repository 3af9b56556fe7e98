import { describe, expect, it } from 'vitest';
import { acceptedName, checkAmplifySecretName, checkAppName, checkSecretName, kebabCase } from './names.js';
import { seeded } from './random.test.support.js';

describe('kebabCase', () => {
  it.each([
    ['stripe', 'stripe'],
    ['slackSigningSecret', 'slack-signing-secret'],
    ['SlackSigningSecret', 'slack-signing-secret'],
    ['stripeAPIKey', 'stripe-api-key'],
    ['APIKey', 'api-key'],
    ['URL', 'url'],
    ['OAuth2Token', 'o-auth2-token'],
    ['s3Bucket', 's3-bucket'],
    ['key2', 'key2'],
    ['DATABASE_URL', 'database-url'],
    ['a.b', 'a-b'],
    ['a/b', 'a-b'],
    ['a--b__c', 'a-b-c'],
    ['-a-', 'a'],
    ['__proto__', 'proto'],
    ['already-kebab', 'already-kebab'],
    ['schlüssel', 'schl-ssel'],
    ['$$$', ''],
    ['', ''],
  ])('turns %j into %j', (key, expected) => {
    expect(kebabCase(key)).toBe(expected);
  });

  it('returns only lowercase letters, digits and single hyphens, and leaves such a key unchanged', () => {
    const random = seeded(3);
    for (let round = 0; round < 3000; round++) {
      const key = random.text(['a', 'B', 'C', '1', '-', '_', '.', 'é', ' '], 12);
      const kebab = kebabCase(key);
      expect(kebab, key).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
      expect(kebabCase(kebab)).toBe(kebab);
    }
  });
});

describe('checkAppName', () => {
  it.each(['a', 'myapp', 'my-app', 'app2', 'constructor'])('accepts %j', (app) => {
    expect(() => checkAppName(app)).not.toThrow();
  });

  it.each([
    ['', 'myapp'],
    ['MyApp', 'my-app'],
    ['my_app', 'my-app'],
    ['1app', 'app'],
    ['-app', 'app'],
    ['my app', 'my-app'],
    ['app\n', 'app'],
    ['a/b', 'a-b'],
    ['a*', 'a'],
    ['über', 'ber'],
  ])('refuses %j, and accepts the name in the resolution', (app, suggested) => {
    expect(() => checkAppName(app)).toThrow(
      expect.objectContaining({
        name: 'AppNameInvalidError',
        resolution: `Write, for example: app: '${suggested}'.`,
      }),
    );
    expect(() => checkAppName(suggested)).not.toThrow();
  });

  it.each([[undefined], [null], [5], [['a']], [{}], [Symbol('a')]])('refuses %s, which is not a string', (app) => {
    expect(() => checkAppName(app as unknown as string)).toThrow(
      expect.objectContaining({ name: 'AppNameInvalidError' }),
    );
  });
});

describe('checkSecretName', () => {
  it.each(['a', 'myapp/prod/stripe', 'A-Z/_+=.@-9', 'x'.repeat(512), 'my-secret', 'ends-like-suffix-tokens', '/a//b/'])(
    'accepts %j',
    (name) => {
      expect(() => checkSecretName(name, 'Secret "a"')).not.toThrow();
    },
  );

  it.each([
    ['', '""'],
    ['x'.repeat(513), `"${'x'.repeat(77)}…"`],
    ['my secret', '"my secret"'],
    ['a*b?*', '"a*b?*"'],
    ['a:b', '"a:b"'],
    ['a\nb', '"a\\u{a}b"'],
    ['{$aws:username}', '"{$aws:username}"'],
    ['schlüssel', '"schlüssel"'],
    ['a\u0000', '"a\\u{0}"'],
    ['a\u00a0', '"a\\u{a0}"'],
    ['sk\u200b_live', '"sk\\u{200b}_live"'],
  ])('refuses %j with the rule, and shows the name', (name, shown) => {
    expect(() => checkSecretName(name, 'Secret "a"')).toThrow(
      expect.objectContaining({
        name: 'SecretNameInvalidError',
        message: `Secret "a": a name in AWS Secrets Manager must be 1 to 512 letters, digits and /_+=.@-, and got ${shown}.`,
      }),
    );
    expect(() => checkSecretName(acceptedName(name), 'Secret "a"')).not.toThrow();
  });

  it('shortens a long name in the message', () => {
    expect(() => checkSecretName('x'.repeat(100_000), 'Secret "a"')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{0,300}$/) }),
    );
  });

  it.each([[undefined], [null], [5], [['a']]])('refuses %j, which is not a string', (name) => {
    expect(() => checkSecretName(name as unknown as string, 'Secret "a"')).toThrow(
      expect.objectContaining({ name: 'SecretNameInvalidError' }),
    );
  });
});

describe('checkAmplifySecretName', () => {
  const write = (accepted: string) => `name: { sandbox: '${accepted}' }`;

  it.each(['a', 'STRIPE_KEY', 'a.b-c_1', '__proto__', 'x'.repeat(512)])('accepts %j', (name) => {
    expect(() => checkAmplifySecretName(name, 'Secret "a"', 'sandbox', write)).not.toThrow();
  });

  it.each([
    ['', 'my-secret'],
    ['a/b', 'a-b'],
    ['a b', 'a-b'],
    ['a@b', 'a-b'],
    ['é', '_'],
    ['-x', '_x'],
    ['x'.repeat(513), 'x'.repeat(400)],
  ])('refuses %j, and accepts the name in the resolution', (name, suggested) => {
    expect(() => checkAmplifySecretName(name, 'Secret "a"', 'sandbox', write)).toThrow(
      expect.objectContaining({
        name: 'SandboxSecretNameInvalidError',
        resolution: `Write name: { sandbox: '${suggested}' }.`,
      }),
    );
    expect(() => checkAmplifySecretName(suggested, 'Secret "a"', 'sandbox', write)).not.toThrow();
  });

  it('refuses a leading hyphen only in a sandbox, whose command takes it for an option', () => {
    expect(() => checkAmplifySecretName('-x', 'Secret "a"', 'preview', write)).not.toThrow();
    expect(() => checkAmplifySecretName('-x', 'Secret "a"', 'sandbox', write)).toThrow(
      '_.-, in a sandbox not beginning with a hyphen, and got "-x"',
    );
  });
});

describe('R02: an ARN in place of a name', () => {
  it.each([
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/stripe-aB3dE9', 'prod/stripe'],
    ['arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:my-secret-aB3dE9', 'my-secret'],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-1-aB3dE9', 'rds!db-1'],
  ])('is refused with the name in it: %s', (arn, name) => {
    expect(() => checkSecretName(arn, 'Secret "a"')).toThrow(
      expect.objectContaining({
        name: 'SecretNameInvalidError',
        message: `Secret "a": a name in AWS Secrets Manager must be the name alone, and got the ARN "${arn}".`,
        resolution: `Write '${name}': without the hyphen and the six characters that AWS adds in an ARN.`,
      }),
    );
    expect(() => checkSecretName(name, 'Secret "a"')).not.toThrow();
  });
});
