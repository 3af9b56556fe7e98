import { describe, expect, it } from 'vitest';
import { makeGuarded } from '../guard.test.support.js';

const VALUE = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');

describe('a credential in a function’s environment', () => {
  it('is found with what to declare instead, and never shown', () => {
    const guarded = makeGuarded();
    guarded.amplifyFunction('worker-lambda').addEnvironment('STRIPE_API_KEY', VALUE);
    const findings = guarded.findings();
    expect(findings).toEqual([
      {
        name: 'CredentialInEnvironment',
        severity: 'warning',
        where: 'amplify/function/worker-lambda',
        about: ['STRIPE_API_KEY'],
        message: expect.stringContaining('The variable STRIPE_API_KEY looks like a Stripe key'),
        resolution: expect.stringMatching(
          /stripeApiKey: textSecret\(\).*grantSecretRead\(backend\.worker, secrets\.stripeApiKey\);.*change the credential/,
        ),
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain(VALUE.slice(8));
  });

  it('is none in what Amplify and the kit set', () => {
    const guarded = makeGuarded();
    guarded.amplifyFunction('worker').addEnvironment('AMPLIFY_DATA_TOKEN', 'a8Kf02mNqP4x7RtZ19bV');
    expect(guarded.findings()).toEqual([]);
  });
});
