import { describe, expect, it } from 'vitest';
import type { KeyState } from '../aws/key-states.js';
import { testAws } from '../aws.test.support.js';
import { keyFindings } from './key-findings.js';
import { secrets, targetWith } from './target.test.support.js';

const { admin } = testAws();
const KEY = 'alias/shop';
const now = Date.UTC(2026, 10, 30);
const inDays = (days: number) => new Date(now + days * 86_400_000);

function found(state: KeyState | undefined, kmsKeyId = KEY) {
  const target = targetWith(admin(), secrets.stripe, { env: 'prod' });
  return keyFindings(target, { state: 'set', name: target.name, kmsKeyId }, state, now);
}

describe('keyFindings', () => {
  it('has none for a key that can be used, and for one of which nothing is known', () => {
    expect(found({ state: 'Enabled' })).toEqual([]);
    expect(found(undefined)).toEqual([]);
  });

  it.each([
    ['Disabled', 'which is disabled', 'aws kms enable-key --key-id alias/shop'],
    ['PendingDeletion', 'which AWS deletes', 'aws kms cancel-key-deletion --key-id alias/shop && aws kms enable-key'],
    ['missing', 'which does not exist', 'aws secretsmanager update-secret'],
    ['PendingImport', 'whose state is PendingImport', 'aws kms describe-key --key-id alias/shop'],
    ['Unavailable', 'whose state is Unavailable', 'aws kms describe-key --key-id alias/shop'],
  ])('finds a key that is %s, with the command that solves it', (state, what, command) => {
    expect(found({ state })).toEqual([
      { key: 'stripe', what: expect.stringContaining(what), resolution: expect.stringContaining(command) },
    ]);
  });

  it('finds imported key material that expires within 30 days', () => {
    expect(found({ state: 'Enabled', expiresAt: inDays(31) })).toEqual([]);
    expect(found({ state: 'Enabled', expiresAt: inDays(29) })).toEqual([
      expect.objectContaining({ what: expect.stringContaining('expires on 2026-12-29') }),
    ]);
  });

  it('finds a key that the declaration does not name, and whose state is wrong too', () => {
    expect(found({ state: 'Disabled' }, '1234abcd')).toHaveLength(2);
    expect(found({ state: 'Enabled' }, '1234abcd')).toEqual([
      expect.objectContaining({ what: expect.stringContaining('which the declaration does not name') }),
    ]);
  });
});
