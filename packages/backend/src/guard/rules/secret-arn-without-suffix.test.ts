import { describe, expect, it } from 'vitest';
import { findingsFor, SECRET } from '../guard.test.support.js';

describe('the ARN of a secret without a place for its suffix', () => {
  it('is found where it stands, with the grant to write instead', () => {
    expect(findingsFor({ resources: [`${SECRET}legacy/mail`] })).toEqual([
      {
        name: 'SecretArnWithoutSuffix',
        severity: 'warning',
        where: 'amplify/function/worker-lambda/ServiceRole/DefaultPolicy',
        about: [`${SECRET}legacy/mail`],
        message: expect.stringContaining(`"${SECRET}legacy/mail" has no place for the hyphen and six characters`),
        resolution:
          "Delete the statement and write: grantSecretRead(backend.worker, 'legacy/mail', { branches: ['main'] }); By hand the ARN ends in -??????.",
      },
    ]);
  });

  it('is replaced by the reference, where the name is a declared one', () => {
    const [finding] = findingsFor({
      resources: [`${SECRET}myapp/prod/slack-signing-secret`, `${SECRET}upwork-oauth-tokens`],
    });
    expect(finding?.resolution).toContain(
      'grantSecretRead(backend.worker, [secrets.slackSigningSecret, secrets.upworkTokens]);',
    );
  });

  it.each(['mail-secret', 'mail-202411', 'mail-?????', 'mail??????', 'myapp/*/mail'])('is %s as well', (name) => {
    expect(findingsFor({ resources: [SECRET + name] }).map((finding) => finding.name)).toContain(
      'SecretArnWithoutSuffix',
    );
  });

  it.each(['mail-a1b2c3', 'mail-AbCdEf', 'mail-??????', 'mail-*-??????'])('is not %s', (name) => {
    expect(findingsFor({ resources: [SECRET + name] })).toEqual([]);
  });
});
