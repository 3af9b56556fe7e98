import { describe, expect, it } from 'vitest';
import { findingsFor } from '../guard.test.support.js';

describe('secretArnWithoutAccount', () => {
  it.each(['*', '', '1234*', '????????????'])('finds the account "%s"', (account) => {
    const arn = `arn:aws:secretsmanager:us-east-1:${account}:secret:legacy/mail-??????`;
    expect(findingsFor({ resources: [arn] })).toEqual([
      expect.objectContaining({
        name: 'SecretArnWithoutAccount',
        severity: 'warning',
        about: [arn],
        resolution: expect.stringContaining("grantSecretRead(backend.worker, 'legacy/mail', { branches: ['main'] });"),
      }),
    ]);
  });

  it('finds nothing for any account that is named, in any region', () => {
    const arn = 'arn:aws:secretsmanager:*:210987654321:secret:legacy/mail-??????';
    expect(findingsFor({ resources: [arn] })).toEqual([]);
  });
});
