import { describe, expect, it } from 'vitest';
import { grantSecretRead } from '../../grant.js';
import { makeGuarded, secrets } from '../guard.test.support.js';

const VALUE = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');

describe('credentialInEnvironment', () => {
  it('finds a credential, says what to declare instead, and never shows it', () => {
    const guarded = makeGuarded();
    guarded.amplifyFunction('worker-lambda').addEnvironment('STRIPE_API_KEY', VALUE);
    const findings = guarded.findings();
    expect(findings).toEqual([
      {
        name: 'CredentialInEnvironment',
        severity: 'warning',
        where: 'amplify/function/worker-lambda',
        about: ['STRIPE_API_KEY'],
        message: expect.stringContaining('The variable STRIPE_API_KEY seems to hold a Stripe key'),
        resolution: expect.stringMatching(
          /stripeApiKey: textSecret\(\).*grantSecretRead\(backend\.worker, secrets\.stripeApiKey\);.*replace the credential/,
        ),
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain(VALUE.slice(8));
  });

  it('finds nothing in what Amplify and the kit set, and a credential under a similar name', () => {
    const guarded = makeGuarded();
    const config = { STRIPE: { path: '/amplify/d1a2b3/main-branch-0123456789/stripeApiKey' } };
    const worker = guarded.amplifyFunction('worker');
    grantSecretRead(worker, secrets.stripe);
    worker.addEnvironment('AMPLIFY_SSM_ENV_CONFIG', JSON.stringify(config));
    worker.addEnvironment('AMPLIFY_DATA_DEFAULT_NAME', 'amplifyData');
    expect(guarded.findings()).toEqual([]);
    worker.addEnvironment('AMPLIFY_MY_TOKEN', VALUE);
    expect(guarded.findings().map(({ name, about }) => [name, about])).toEqual([
      ['CredentialInEnvironment', ['AMPLIFY_MY_TOKEN']],
    ]);
  });

  it('F08: finds an Amazon Bedrock key in the variable that AWS documents for it, and in any other', () => {
    const guarded = makeGuarded();
    const key = Buffer.from(`BedrockAPIKey-abcd-at-123456789012:${'a1B2c3D4'.repeat(4)}`).toString('base64');
    const worker = guarded.amplifyFunction('worker');
    for (const variable of ['AWS_BEARER_TOKEN_BEDROCK', 'BEDROCK']) worker.addEnvironment(variable, `ABSK${key}`);
    const findings = guarded.findings();
    expect(findings.map(({ about }) => about)).toEqual([['AWS_BEARER_TOKEN_BEDROCK'], ['BEDROCK']]);
    for (const { message } of findings) expect(message).toContain('seems to hold an Amazon Bedrock key');
    expect(JSON.stringify(findings)).not.toContain(key.slice(0, 12));
  });
});
