import { describe, expect, it } from 'vitest';
import { namedSecret } from './named-secret.js';

const PREFIX = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';

describe('an ARN that is not of one secret', () => {
  it.each([
    ['of another service', 'arn:aws:ssm:us-east-1:123456789012:parameter/x', 'That is an ARN of ssm.'],
    ['of everything below a path', `${PREFIX}legacy/*`, "a pattern of their names: 'legacy/*'."],
    ['with a wildcard for the suffix', `${PREFIX}legacy/mail-??????`, '--secret-id legacy/mail --query ARN'],
    ['with a wildcard after the hyphen', `${PREFIX}legacy/mail-*`, '--secret-id legacy/mail --query ARN'],
    ['without the suffix', `${PREFIX}legacy/mail`, '--secret-id legacy/mail --query ARN'],
    ['with a field of ECS', `${PREFIX}mail-AbC123:password::`, '--secret-id mail-AbC123 --query ARN'],
  ])('is answered with what it names: %s', (_case, arn, resolution) => {
    expect(() => namedSecret(arn)).toThrow(
      expect.objectContaining({ name: 'GrantTargetInvalidError', resolution: expect.stringContaining(resolution) }),
    );
  });
});
