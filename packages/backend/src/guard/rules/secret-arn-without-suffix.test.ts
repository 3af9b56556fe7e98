import { describe, expect, it } from 'vitest';
import { findingsFor, SECRET } from '../guard.test.support.js';

describe('secretArnWithoutSuffix', () => {
  it('finds the ARN, with the grant to write instead', () => {
    expect(findingsFor({ resources: [`${SECRET}legacy/mail`] })).toEqual([
      {
        name: 'SecretArnWithoutSuffix',
        severity: 'warning',
        where: 'amplify/function/worker-lambda/ServiceRole/DefaultPolicy',
        about: [`${SECRET}legacy/mail`],
        message: expect.stringContaining(`"${SECRET}legacy/mail" does not end in the hyphen and six characters`),
        resolution:
          "Delete the statement and write: grantSecretRead(backend.worker, 'legacy/mail', { branches: ['main'] }); If you keep the statement, end the ARN in -??????.",
      },
    ]);
  });

  it('offers the reference, where the name is declared', () => {
    const [finding] = findingsFor({
      resources: [`${SECRET}myapp/prod/slack-signing-secret`, `${SECRET}upwork-oauth-tokens`],
    });
    expect(finding?.resolution).toContain(
      'grantSecretRead(backend.worker, [secrets.slackSigningSecret, secrets.upworkTokens]);',
    );
  });

  it.each(['mail-secret', 'mail-202411', 'mail-?????', 'mail??????', 'myapp/*/mail'])('finds the name %s', (name) => {
    expect(findingsFor({ resources: [SECRET + name] }).map((finding) => finding.name)).toContain(
      'SecretArnWithoutSuffix',
    );
  });

  it.each(['mail-a1b2c3', 'mail-AbCdEf', 'mail-??????', 'mail-*-??????'])('finds nothing in the name %s', (name) => {
    expect(findingsFor({ resources: [SECRET + name] })).toEqual([]);
  });
});
