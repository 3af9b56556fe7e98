import { describe, expect, it } from 'vitest';
import { findingsFor } from '../guard.test.support.js';

describe('the account of an ARN', () => {
  it.each(['*', '', '1234*', '????????????'])('is named, not "%s"', (account) => {
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

  it('may be any that is named, and the region may be open', () => {
    const text = 'arn:aws:secretsmanager:*:210987654321:secret:legacy/mail-??????';
    expect(findingsFor({ resources: [text] })).toEqual([]);
  });
});
