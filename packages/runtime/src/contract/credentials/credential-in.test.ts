import { describe, expect, it } from 'vitest';
import { credentialIn } from './credential-in.js';

// In parts, so that no scanner takes a test for a leak.
const join = (...parts: string[]) => parts.join('');

describe('credentialIn, by the form of a value', () => {
  it.each([
    ['an AWS access key', join('AKIA', 'Z7QX2M4NVB5KTR3W')],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIEvQ'],
    ['a private key', join('LS0tLS1CRUdJTi', 'BSU0EgUFJJVkFURQ==')],
    ['a Stripe key', join('rk_test_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['a webhook signing secret', join('whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
    ['a Slack token', join('xoxb-', '2345678901-AbCdEfGhIj')],
    ['a Slack webhook', join('https://hooks.slack.com/services/', 'T0AB12C/B0DE34F/x9Yz')],
    ['a GitHub token', join('ghp_', 'x'.repeat(36))],
    ['a GitHub token', join('github_pat_', '11ABCDEFG0abcdefghijkl')],
    ['a GitLab token', join('glpat-', 'abcdefghij0123456789')],
    ['an npm token', join('npm_', 'a'.repeat(36))],
    ['a SendGrid key', join('SG.', 'abcdefghijklmnop0123', '.', 'abcdefghijklmnop0123456789')],
    ['a key of an AI provider', join('sk-ant-', 'api03-aBcDefghijklmnopqrstuv')],
    ['a Google key', join('AIza', 'SyA-1234567890abcdefghijklmnopqrstu')],
    ['a signed token (JWT)', join('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0.', 'dozjgNryP4J3jVmNHl0w5N')],
    ['a URL with a password', 'redis://:hunter22@cache.internal:6379'],
    ['a URL with a password', 'mongodb+srv://app:hunter22@db.example/app'],
    ['a connection with a password', 'Server=db;User Id=app;Password=hunter22;'],
    [
      'the value of a secret that CloudFormation resolves at deployment',
      '{{resolve:secretsmanager:mail:SecretString:key}}',
    ],
  ])('finds %s in any variable', (kind, value) => {
    expect(credentialIn('CONFIG', value)).toBe(kind);
    expect(credentialIn('CONFIG', `before ${value} after`)).toBe(kind);
  });

  it.each([
    ['NEXT_PUBLIC_STRIPE', 'a Stripe key', join('sk_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['PUBLIC_KEY', 'a private key', '-----BEGIN PRIVATE KEY-----'],
    ['AWS_PUBLIC', 'an AWS access key', join('AKIA', 'Z7QX2M4NVB5KTR3W')],
    ['PUBLIC_URL', 'a URL with a password', 'redis://:hunter22@cache.internal:6379'],
  ])('finds a credential in %s in spite of its name: %s', (variable, kind, value) => {
    expect(credentialIn(variable, value)).toBe(kind);
  });

  it.each([
    ['NEXT_PUBLIC_FIREBASE_API_KEY', join('AIza', 'SyA-1234567890abcdefghijklmnopqrstu')],
    ['SUPABASE_ANON_KEY', join('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0.', 'dozjgNryP4J3jVmNHl0w5N')],
    ['STRIPE_KEY', join('pk_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['NEXT_PUBLIC_TOKEN', 'a8Kf02mNqP4x7RtZ19bV'],
    ['KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['CERTIFICATE', '-----BEGIN CERTIFICATE-----'],
    ['URL', 'https://user@example.com:8080/a:b@c'],
    ['URL', `postgres://app:\${Password}@db/app`],
    ['URL', 'postgres://app:<password>@db/app'],
    ['URL', 'https://example.com/?token=a&password='],
    ['MAILTO', 'mailto:a@example.com'],
    ['TABLE', 'app-sk-customer-orders-of-2024-table'],
  ])('finds nothing in %s=%s', (variable, value) => {
    expect(credentialIn(variable, value)).toBeUndefined();
  });
});

describe('credentialIn, by the name of a variable', () => {
  it.each([
    ['SESSION_SECRET', 'a8Kf02mNqP4x7RtZ19bV'],
    ['githubToken', '3f786850e387550fdab836ed7e6dc881de23001b'],
    ['API_KEY', '9b2f1c0e-4d5a-4c3b-8e7f-6a5d4c3b2a19'],
    ['SIGNING_KEY', 'q8Zk2LxN7vR4tWm1Yc5Hs9Jd3Fb6Ga0P/Ui+oX='],
  ])('finds a credential in %s, which has a random value', (variable, value) => {
    expect(credentialIn(variable, value)).toBe('a credential');
  });

  it.each([
    ['DB_PASSWORD', 'Winter2024!'],
    ['smtpPassword', 'p4ssw0rd1'],
  ])('finds a password in %s, whose value is not a word', (variable, value) => {
    expect(credentialIn(variable, value)).toBe('a password');
  });

  it.each([
    ['SESSION_SECRET', 'myapp/prod/session'],
    ['SESSION_SECRET', 'myapp-prod-session-v2-2024'],
    ['SESSION_SECRET_ARN', 'a8Kf02mNqP4x7RtZ19bV'],
    ['SESSION_SECRET', 'arn:aws:secretsmanager:us-east-1:1:secret:a-a8Kf02'],
    ['SESSION_SECRET', `\${Secret}`],
    ['SESSION_SECRET', 'StripeWebhookSecretValue'],
    ['API_KEY', 'short1'],
    ['TOKEN', 'https://login.example/oauth2/v2.0/token'],
    ['DB_PASSWORD', 'changeme'],
    ['DB_PASSWORD', '<value will be resolved during runtime>'],
    ['MAX_TOKENS', 'a8Kf02mNqP4x7RtZ19bV'],
    ['TOKEN', '1234567890123456'],
    ['PRIVATE_KEY', '/run/secrets/tls.key'],
    ['BUILD_ID', 'a8Kf02mNqP4x7RtZ19bV'],
  ])('finds nothing in %s=%s', (variable, value) => {
    expect(credentialIn(variable, value)).toBeUndefined();
  });
});

describe('credentialIn, on long values', () => {
  it.each(['a', 'A', 'Ab', 'a.', '1', 'eyJ', 'a:', '://', '${'])(
    'ends soon for %s repeated 2,000 times',
    (characters) => {
      for (const end of ['', '!', '9a', '@']) {
        expect(() => credentialIn('SESSION_SECRET', characters.repeat(2_000) + end)).not.toThrow();
      }
    },
  );
});
