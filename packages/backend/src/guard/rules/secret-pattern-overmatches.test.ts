import { describe, expect, it } from 'vitest';
import { findingsFor, SECRET } from '../guard.test.support.js';

describe('secretPatternOvermatches', () => {
  it.each([
    ['legacy/mail*', 'legacy/mailadmin', "'legacy/mail', { branches: ['main'] }"],
    ['legacy/mail-*', 'legacy/mail-admin', "'legacy/mail', { branches: ['main'] }"],
    ['legacy/mail???????', 'legacy/mailadmin', "'legacy/mail', { branches: ['main'] }"],
    ['myapp/prod/stripe-*', 'myapp/prod/stripe-admin', 'secrets.stripe'],
  ])('finds %s, which also matches %s, and offers %s instead', (name, other, target) => {
    expect(findingsFor({ resources: [SECRET + name] })).toEqual([
      expect.objectContaining({
        name: 'SecretPatternOvermatches',
        severity: 'warning',
        about: [SECRET + name],
        message: expect.stringContaining(`"${other}"`),
        resolution: expect.stringContaining(`write: grantSecretRead(backend.worker, ${target});`),
      }),
    ]);
  });

  it.each(['legacy/mail-??????', 'legacy/*', 'legacy/mail-*-??????', 'legacy/*/mail-*'])(
    'finds nothing in the name %s',
    (name) => {
      expect(findingsFor({ resources: [SECRET + name] })).toEqual([]);
    },
  );
});
