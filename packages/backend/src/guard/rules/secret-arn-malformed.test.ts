import { describe, expect, it } from 'vitest';
import { findingsFor, SECRET } from '../guard.test.support.js';

describe('secretArnMalformed', () => {
  it.each([
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret/legacy/mail', "'legacy/mail'"],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret/myapp/prod/stripe-*', 'secrets.stripe'],
    ['arn:aws:secretsmanager:us-east-1:123456789012:legacy/mail', "'legacy/mail'"],
    [`${SECRET}legacy/mail-AbC123:password::`, "'legacy/mail'"],
    [`${SECRET}${SECRET}legacy/mail-AbC123`, "'legacy/mail'"],
    ['legacy/mail', "'legacy/mail'"],
    [`arn:aws:secretsmanager:us-east-1:123456789012:secret/\${AWS::StackName}/mail`, 'secrets.mySecret'],
  ])('finds %s, and offers %s instead', (entry, target) => {
    const findings = findingsFor({ resources: [entry] });
    expect(findings.map(({ name, about }) => [name, about])).toEqual([['SecretArnMalformed', [entry]]]);
    if (target !== 'secrets.mySecret') {
      expect(findings[0]?.resolution).toContain(`write: grantSecretRead(backend.worker, ${target}`);
    }
  });

  it.each([`myapp/\${AWS::Region}-??????`, `app-\${AWS::StackName}-??????`, `myapp/\${aws:PrincipalTag/env}/*`])(
    'finds nothing in the name %s, whose colons belong to references',
    (name) => expect(findingsFor({ resources: [SECRET + name] })).toEqual([]),
  );

  it('finds nothing in a resource of another service in the same statement', () => {
    const actions = ['secretsmanager:GetSecretValue', 's3:GetObject'];
    expect(findingsFor({ actions, resources: [`${SECRET}mail-??????`, 'arn:aws:s3:::bucket/*'] })).toEqual([]);
  });
});
