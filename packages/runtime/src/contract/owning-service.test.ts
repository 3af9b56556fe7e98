import { describe, expect, it } from 'vitest';
import { owningService } from './owning-service.js';

describe('F09: owningService', () => {
  it.each([
    ['rds!cluster-0a1b2c3d', 'rds'],
    ['events!connection/orders/0a1b', 'events'],
    ['marketplace-deployment!0a1b', 'marketplace-deployment'],
    ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0a1b-AbCdEf', 'rds'],
    ['myapp/prod/stripe', undefined],
    ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:bank-AbCdEf', undefined],
    ['myapp/prod/really!', undefined],
  ])('returns for %s: %s', (id, service) => {
    expect(owningService(id)).toBe(service);
  });
});
