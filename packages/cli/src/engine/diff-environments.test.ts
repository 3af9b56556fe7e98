import { secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { diffEnvironments } from './diff-environments.js';
import { secrets, targetWith } from './target.test.support.js';

const { aws, admin } = testAws();

describe('diffEnvironments', () => {
  it('compares by field, in different stores, and has nothing of a value', async () => {
    const branch = targetWith(admin(), secrets.stripe, { branch: 'pr-7', appId: 'd1a2b3' });
    const staging = targetWith(admin(), secrets.stripe, { env: 'staging' });
    aws().parameters.put(branch.name, '{"webhookSecret":"canary-1","apiKey":"canary-2","old":"canary"}');
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"canary-2","webhookSecret":"canary-3","n":1}');
    aws().secrets.put('shop/staging/slack-token', 'canary');
    const set = secretSetOf(secrets);
    if (set === undefined) throw new Error('defineSecrets returns a set.');
    const compared = await diffEnvironments(set, branch, staging);
    expect(compared).toEqual([
      {
        key: 'stripe',
        difference: 'different',
        fields: new Map([
          ['webhookSecret', 'different'],
          ['apiKey', 'same'],
          ['old', 'first'],
          ['n', 'second'],
        ]),
      },
      { key: 'slackToken', difference: 'second', fields: new Map() },
      { key: 'settings', difference: 'missing', fields: new Map() },
    ]);
  });
});
