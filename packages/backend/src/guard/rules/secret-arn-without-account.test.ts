import { describe, expect, it } from 'vitest';
import { findingsFor } from '../guard.test.support.js';

describe('secretArnWithoutAccount', () => {
  it.each(['*', '', '1234*', '????????????'])('finds the account "%s"', (account) => {
    const text = `arn:aws:secretsmanager:us-east-1:${account}:secret:legacy/mail-??????`;
    expect(findingsFor({ resources: [text] })).toEqual([
      expect.objectContaining({
        name: 'SecretArnWithoutAccount',
        severity: 'warning',
        about: [text],
        resolution: expect.stringContaining("grantSecretRead(backend.worker, 'legacy/mail', { branches: ['main'] });"),
      }),
    ]);
  });

  it('finds nothing for any account that is named, in any region', () => {
    const text = 'arn:aws:secretsmanager:*:210987654321:secret:legacy/mail-??????';
    expect(findingsFor({ resources: [text] })).toEqual([]);
  });
});
